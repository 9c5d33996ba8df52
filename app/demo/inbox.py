"""The SMS that a demo phone would have received: the outbox, read as its messages."""

from __future__ import annotations

from app.house import House
from app.simulator.routes import Inbox, Message
from core import phones
from flows.notices import notice_text


def demo_inbox(house: House) -> Inbox:
    """Reads one phone's messages, newest first; none for a number that nobody has."""

    async def read(typed: str) -> list[Message]:
        phone = phones.parse(typed)
        person = await house.people.find(phone) if phone else None
        if person is None:
            return []
        code = house.settings.ussd_service_code
        words = house.services.words
        return [
            Message(note.created_at, notice_text(words, note.language, note.kind, note.params, code))
            for note in await house.outbox.inbox(person.id)
        ]

    return read
