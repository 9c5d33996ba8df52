"""One update on its way through the door: who speaks, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.dialogue import Dialogue
from bot.message import Message
from bot.parcel import Parcel
from bot.screens import Page
from bot.updates import Happening, Tap
from core.telegram_accounts import TelegramAccount
from flows.drafts import FormNow
from flows.screen import Screen
from flows.wording import LANGUAGES


@dataclass(frozen=True)
class Speaker:
    """Whose chat it is. `person_id` and `phone` (E.164) are None until a number was shared."""

    number: int
    language: str | None = None
    person_id: str | None = None
    phone: str | None = None

    @classmethod
    def of(cls, number: int, account: TelegramAccount | None, phone: str | None) -> Speaker:
        """From what is known of the account."""
        if account is None:
            return cls(number)
        return cls(number, account.language, account.person_id if phone else None, phone)

    @property
    def spoken(self) -> str:
        """The language to speak, the service's first before one was chosen."""
        return self.language or LANGUAGES[0]


@dataclass(frozen=True)
class Turn:
    """A chat as it was when the update came."""

    speaker: Speaker
    dialogue: Dialogue


@dataclass(frozen=True)
class Next:
    """What comes of an update: the chat to remember, and what to show.

    `page` None shows nothing new. `fresh`: as a message of its own, even where a button was touched.
    `contact`: the label of the key that shares a number. `before` come first, `others` go to other chats.
    """

    dialogue: Dialogue
    page: Page | None = None
    fresh: bool = False
    contact: str = ""
    before: tuple[Message, ...] = ()
    toast: str = ""
    """A line that passes by, in words."""
    outcome: str = "done"
    """How it is counted: one of `bot.counts.UPDATES`."""
    person_id: str | None = None
    form: FormNow = field(default_factory=FormNow)
    others: tuple[tuple[int, Message], ...] = ()
    rewritten: tuple[int, Message] | None = None
    """A message beside the conversation, by its number, that says something else from now on."""
    sound: Screen | None = None
    """A screen whose recording is to be heard."""
    strip: int | None = None
    """An earlier message that loses its buttons."""
    forgotten: bool = False
    """Nothing of the chat is to be remembered."""
    personal: bool = False
    """The page tells what is for them alone."""

    @property
    def language(self) -> str:
        """That of the conversation."""
        return self.dialogue.state.language if self.dialogue.state else LANGUAGES[0]

    def parcel(self, happening: Happening, token: str, cover: Message | None = None) -> Parcel:
        """What is to be shown, the page's buttons bound to `token`; `cover` over a personal page before."""
        page = self.page.bound(token) if self.page is not None else None
        return Parcel(
            update=happening.update,
            toast=self.toast,
            rewritten=self.rewritten,
            strip=self.strip,
            before=self.before,
            page=replace(page, asks_contact=self.contact) if page and self.contact else page,
            token=token if page is not None else self.dialogue.token,
            anew=page is not None and not self._in_place(happening),
            last=self.forgotten,
            personal=self.personal,
            cover=cover,
        )

    def _in_place(self, happening: Happening) -> bool:
        """Whether it was the message with the buttons that was touched, and stays."""
        moves = self.fresh or self.before or self.contact
        return isinstance(happening, Tap) and happening.message == self.dialogue.live and not moves
