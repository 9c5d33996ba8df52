"""Folders of tests in memory, where there is room: no test asks whether a disk keeps what it was given."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108  pytest makes a folder of its own there, for its user alone
_ENOUGH = 2 << 30


def keep_in_memory(environment: os._Environ[str] = os.environ) -> None:
    """Lets pytest make its folders there, unless it was told where."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        environment.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
