"""Child processes of the tests, which end with them whatever happens."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def start(command: Sequence[str | Path], log: Path, *, user: str | None = None) -> subprocess.Popen[bytes]:
    """Start `command` with its output in `log`; on Linux it gets SIGINT even when the tests are killed."""
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=user,
            preexec_fn=die_with_parent,  # noqa: PLW1509  one C call, which takes no lock
        )


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGINT) -> None:
    """End it, and wait until it has."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def unprivileged() -> str | None:
    """Whom a server must run as: some refuse to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def die_with_parent() -> None:
    """Run in a child before its program: on Linux it gets SIGINT when the thread that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
