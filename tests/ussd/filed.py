"""A request that is filed in English, key by key, and what then stands in the house."""

from __future__ import annotations

from app.house import House
from core.requests import references
from core.requests.request import Answers, Contact, Need, Request

FILING = ("2", "1", "120109", "1", "1", "5", "13", "1")
"""English, ask, the commune's code, agree, call and text, five people, two needs, send."""
SUBMIT = len(FILING)
"""The turn that files it; the dial is turn 0."""


async def requests_of(house: House, number: str) -> list[Request]:
    """The requests of a phone, newest first."""
    person = await house.people.find(number)
    return await house.requests.of(person.id) if person else []


async def the_request(house: House, number: str) -> Request:
    """The only request of a phone, as it was filed: all answers there, its receipt written once."""
    (request,) = await requests_of(house, number)
    assert request.own
    assert request.commune == "120109"
    assert request.contact is Contact.CALL_AND_TEXT
    assert request.answers == Answers(5, frozenset({Need.DISABILITY, Need.PREGNANT}))
    assert [note.request_id for note in await house.outbox.inbox(request.person_id)] == [request.id]
    return request


def shown(request: Request) -> str:
    """Its reference as screens tell it."""
    return references.show(request.reference)
