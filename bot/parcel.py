"""What an update is to show, kept with the chat until it was shown: a lost call shows just that once more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.message import Message


@dataclass(frozen=True)
class Parcel:
    """In the order in which it is shown: the `toast` for a tap, an earlier message that is `rewritten` or
    loses its buttons (`strip`), messages that come `before`, and the `page`.

    `token` binds the page's buttons: once another page has another token, this one is not shown any more.
    `anew`: as a message of its own, not in place of the one that has the buttons. `last`: nothing of the chat
    is remembered once it was shown. `personal`: the page tells what is for them alone. `cover`: what the
    page before says from now on, where that was personal and does not give way to this one.
    """

    update: int
    toast: str = ""
    rewritten: tuple[int, Message] | None = None
    strip: int | None = None
    before: tuple[Message, ...] = ()
    page: Message | None = None
    token: str = ""
    anew: bool = False
    last: bool = False
    personal: bool = False
    cover: Message | None = None

    @property
    def must_be_noted(self) -> bool:
        """Whether showing it twice would be seen, or to keep it would keep what is for them alone.

        What only changes a message in place may be done again.
        """
        return bool(self.anew or self.before or self.rewritten or self.personal)
