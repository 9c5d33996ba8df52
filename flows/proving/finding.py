"""What a check found: where, what, on which screen, and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from flows.values import Json


@dataclass(frozen=True, order=True)
class Finding:
    """`line` counts from 1. `step` (`flow/step`), `language`, `profile` and `screen` where there is one.

    `screen`: its pages as the phone shows them. `check`: by the name it is registered under.
    """

    file: str
    line: int
    what: str
    mend: str
    step: str = ""
    language: str = ""
    profile: str = ""
    screen: tuple[str, ...] = ()
    check: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.step, self.language, self.profile) if part)
        lines = [f"{self.file}:{self.line}: {self.what} [{self.check}]"]
        lines += [f"    where: {where}"] if where else []
        lines += list(_boxed(self.screen))
        return "\n".join([*lines, f"    mend: {self.mend}"])

    def fields(self) -> dict[str, Json]:
        """As JSON has it."""
        return {**asdict(self), "screen": list(self.screen)}


def _boxed(pages: tuple[str, ...]) -> Iterator[str]:
    for number, page in enumerate(pages, 1):
        yield f"    screen {number} of {len(pages)}:" if len(pages) > 1 else "    screen:"
        yield from (f"      | {line}" for line in page.split("\n"))
