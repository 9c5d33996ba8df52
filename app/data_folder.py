"""Whether the data folder will do, asked before anything is opened in it: one line that says the mend."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from app.starting import SettingsError, variable

_PARTS = ("", "keys", "audit")


def refuse_unusable(folder: Path) -> None:
    """Nothing is made there by asking. Raises SettingsError for what is no folder, or cannot be written."""
    for part in _PARTS:
        if fault := _fault(folder / part):
            raise SettingsError([f"{variable('data_dir')}: {fault}"])


def _fault(folder: Path) -> str:
    try:
        there = next(each for each in (folder, *folder.absolute().parents) if os.path.lexists(each))
        if not there.is_dir():
            return f"{there} is a file: name a folder"
        with tempfile.TemporaryFile(dir=there):  # permissions, a full disk, a system mounted to be read only
            return ""
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else type(error).__name__
        return f"{folder} cannot be written ({why}): give it to who runs the service, or name another folder"
