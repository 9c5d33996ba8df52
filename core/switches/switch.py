"""What can be closed: each thing by its kind and its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from core.areas import is_area

_CODE = re.compile(r"[a-z][a-z0-9_]{0,29}", re.ASCII)


class What(StrEnum):
    """Kinds of things that are closed by themselves."""

    SCRIPT = "script"
    CHANNEL = "channel"
    AREA = "area"


@dataclass(frozen=True, order=True)
class Switch:
    """One of them: a script or a channel by its name, the intake of a place by its code (core.areas).

    ValueError for what has not even the form of one.
    """

    what: What
    code: str

    def __post_init__(self) -> None:
        if not (is_area(self.code) if self.what is What.AREA else _CODE.fullmatch(self.code)):
            raise ValueError(f"not the code of a {self.what}")

    @property
    def area(self) -> str | None:
        """The place whose intake it is; None for what is the whole country's."""
        return self.code if self.what is What.AREA else None

    @property
    def word(self) -> str:
        """It as one word, for the audit and in forms: script_request, area_1202."""
        return f"{self.what}_{self.code}"

    @classmethod
    def of(cls, word: str) -> Switch:
        """That which `word` made. Raises ValueError for anything else."""
        what, _, code = word.partition("_")
        return cls(What(what), code)
