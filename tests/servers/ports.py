"""A port that nobody listens on."""

from __future__ import annotations

import socket


def free_port() -> int:
    """One of the loopback's, free at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
