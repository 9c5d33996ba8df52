"""One call of a method, however it came: its fields as a form carries them, and its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.servers.bot_api.refusals import bad_request


@dataclass(frozen=True)
class Upload:
    """A file of a multipart form."""

    name: str
    data: bytes
    mime: str


@dataclass(frozen=True)
class Call:
    """`fields` are strings; what is no string is JSON in one."""

    method: str
    fields: Mapping[str, str] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The field, empty where it is missing."""
        return self.fields.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """The field as an integer, or `default` where it is none."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Whether the field says yes."""
        return self.text(name).lower() in ("true", "yes", "1")

    def parsed(self, name: str) -> Any:
        """The field read as JSON, None where it is missing. Refuses what is no JSON."""
        try:
            return json.loads(self.text(name)) if self.text(name) else None
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file that the field carries or, by `attach://`, points to."""
        return self.uploads.get(self.text(name).removeprefix("attach://") or name)
