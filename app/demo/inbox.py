"""The SMS that a demo phone would have received: the outbox, read as its messages."""

from __future__ import annotations

from app.house import House
from app.simulator.routes import Inbox, Message
from core import phones
from core.carriers import Carrier
from core.outbox import Status
from flows.notices import notice_text

_IN_HAND = {Status.PENDING, Status.SENDING, Status.SENT, Status.MAYBE_SENT}
"""Also what waits for the morning: a demo is shown at night too."""


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
            if note.carrier is Carrier.SMS and note.status in _IN_HAND
        ]

    return read
