"""The files that Telegram keeps, by the ids that it gives out."""

from __future__ import annotations

from dataclasses import dataclass

from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.shapes import Json

MOST_BYTES = 20 * 1024 * 1024
"""A larger file cannot be fetched by a bot."""


@dataclass(frozen=True)
class File:
    """`path` is where it is fetched from."""

    file_id: str
    path: str
    data: bytes
    mime: str

    def as_json(self) -> Json:
        """What every object that shows a file has in common."""
        unique = f"unique-{self.file_id}"
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.data)}


class Files:
    """All of them."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def keep(self, data: bytes, mime: str, folder: str) -> File:
        """Store a new file."""
        number = len(self._files) + 1
        file = File(f"{folder}-file-{number}", f"{folder}/file_{number}", data, mime)
        self._files[file.file_id] = file
        return file

    def known(self, file_id: str) -> File:
        """The file of an id. Refuses an unknown one, as when it is to be sent again."""
        if file_id not in self._files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._files[file_id]

    def described(self, file_id: str) -> Json:
        """What `getFile` tells. Refuses an unknown one and one too large."""
        file = self._files.get(file_id)
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(file.data) > MOST_BYTES:
            raise bad_request("file is too big")
        return file.as_json() | {"file_path": file.path}

    def at(self, path: str) -> File | None:
        """The file that is fetched from `path`, if there is one."""
        return next((file for file in self._files.values() if file.path == path), None)
