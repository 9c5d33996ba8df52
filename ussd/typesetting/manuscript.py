"""What is to be set, what comes of it, and the error when it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEXT = "9"
BACK = "0"
KEYS = "12345678"
"""Keys for options; 9 leads on and 0 leads back, on every screen (DESIGN, "Conversations")."""


@dataclass(frozen=True, slots=True)
class Option:
    """A line that a key answers.

    `key` None is an item of a list: its key is its place on its page. Any other key is fixed, ASCII digits,
    the same wherever the line comes to stand. `plain` prints the label alone ("Type 77 to withdraw."), and so
    needs a fixed key.

    Raises ValueError for a key that is no number, or 9.
    """

    key: str | None
    label: str
    plain: bool = False

    def __post_init__(self) -> None:
        if self.key is None:
            if self.plain:
                raise ValueError(f"a plain line needs a key of its own: {self.label}")
        elif self.key == NEXT or not (self.key.isascii() and self.key.isdigit()):
            raise ValueError(f"not a key for an option: {self.key!r}")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One screen, before it is cut into pages.

    `text` may hold newlines, and U+200B where a line may break. `more` is the line that leads to the next
    page, `back` the line that leads back, or None where there is no way back. `back_optional`: the line may
    be left out, the key still working, where it alone would need another page.

    Raises ValueError when one key has two meanings.
    """

    text: str
    options: tuple[Option, ...] = ()
    more: str = "9.Next"
    back: str | None = None
    back_optional: bool = False

    def __post_init__(self) -> None:
        fixed = [option.key for option in self.options if option.key is not None]
        if len(set(fixed)) < len(fixed) or (self.back is not None and BACK in fixed):
            raise ValueError(f"a key with two meanings: {' '.join(fixed)}")


@dataclass(frozen=True, slots=True)
class Page:
    """One USSD message, without `CON `.

    `keys` maps a key that answers here to the index of its option in the manuscript: the items of this page,
    and every fixed option shown on this page or one before it. `more`: another page follows, and key 9 leads
    there. The key that leads back is not in `keys`; `back` says whether its line is shown.
    """

    text: str
    keys: Mapping[str, int]
    more: bool = False
    back: bool = False


Pages = tuple[Page, ...]


class Unsettable(ValueError):
    """No page under the profile holds this line or cluster, even alone."""

    def __init__(self, what: str, profile: str) -> None:
        super().__init__(f"no page of {profile} holds: {what}")
        self.what = what
        self.profile = profile
