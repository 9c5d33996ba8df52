"""One update on its way through the door: who speaks, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.dialogue import Dialogue
from bot.message import Message
from bot.screens import Page
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
    person_id: str | None = None
    form: FormNow = field(default_factory=FormNow)
    others: tuple[tuple[int, Message], ...] = ()
    said: str = ""
    """A toast in words already."""
    rewritten: tuple[int, Message] | None = None
    """A message beside the conversation, by its number, that says something else from now on."""
    sound: Screen | None = None
    """A screen whose recording is to be heard."""
    strip: int | None = None
    """An earlier message that loses its buttons."""
    forgotten: bool = False
    """Nothing of the chat is to be remembered."""

    @property
    def message(self) -> Message:
        """The page as it is sent."""
        page = self.page or Page("", ())
        bound = page.bound(self.dialogue.token)
        return replace(bound, asks_contact=self.contact) if self.contact else bound
