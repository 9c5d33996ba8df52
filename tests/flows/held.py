"""What a house holds of one number, told without whatever differs from channel to channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import select

from app.house import House
from core.requests.request import Request
from core.tables import consents
from flows.state import State

Agreed: TypeAlias = tuple[str, str, str]
"""For what, in which language, and when. The words differ: each channel says those it has room for."""


@dataclass(frozen=True)
class Held:
    """The requests by their references, what was agreed to for each, and the form that is not finished."""

    requests: Sequence[Request]
    consents: Sequence[Sequence[Agreed]]
    form: State | None


async def held(house: House, number: str) -> Held:
    """Everything of this number, as another house, or another number, can hold it as well."""
    person = await house.people.find(number)
    if person is None:
        return Held((), (), None)
    # of two at one moment nobody could say which is the newer
    requests = sorted(await house.requests.of(person.id), key=lambda request: request.reference)
    kept = await house.services.drafts.load(person.id)
    return Held(
        [anonymous(request) for request in requests],
        [await _agreed(house, request.id) for request in requests],
        comparable(kept.state) if kept else None,
    )


def anonymous(request: Request) -> Request:
    """Without what is drawn by chance, and the channel."""
    return replace(
        request,
        id="",
        person_id="",
        channel="",
        holder=request.holder and "an officer",
        duplicate_of=request.duplicate_of and "a request",
    )


def comparable(state: State) -> State:
    """Without what is drawn by chance, and of each consent only what it is about and when it was given."""
    answers = {
        name: {"about": answer["about"], "at": answer["at"]} if isinstance(answer, dict) else answer
        for name, answer in state.answers.items()
    }
    return replace(state, answers=answers, draft=state.draft and "a form")


async def _agreed(house: House, request_id: str) -> Sequence[Agreed]:
    columns = consents.c.purpose, consents.c.language, consents.c.at
    query = select(*columns).where(consents.c.request_id == request_id)
    rows = await house.database.read(lambda connection: connection.execute(query))
    return sorted((row.purpose, row.language, f"{row.at}") for row in rows)
