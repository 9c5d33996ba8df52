"""What somebody asked for in their chat on another day: filed by core, with no touch of theirs."""

from __future__ import annotations

from app.house import House
from core import chance
from core.channels import Channel
from core.consents import Consent, version_of
from core.requests.filing import Filing
from core.requests.request import Contact, Request
from tests.servers.bot_api.people import User

TEXT = "We send this phone number and your answers to your commune office."


async def asked(user: User, house: House) -> Request:
    """An assessment, as `tests.bot.test_entrance.filed` asks for it."""
    person = await house.people.find(f"+{user.phone}")
    assert person is not None
    now = house.clock.now()
    filing = Filing(
        idempotency_key=chance.identifier(),
        person_id=person.id,
        own=True,
        commune="120109",
        contact=Contact.CALL_AND_TEXT,
        consents=(Consent("request", version_of(TEXT), TEXT, "en", Channel.TELEGRAM, now),),
        channel=Channel.TELEGRAM,
        language="en",
        people=2,
        needs=frozenset(),
    )
    return (await house.requests.submit(filing)).request
