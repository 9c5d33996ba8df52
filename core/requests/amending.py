"""Changing what a request says, without moving it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.places.gazetteer import Gazetteer
from core.requests.checking import check
from core.requests.places import is_village
from core.requests.request import (
    Answers,
    AskFor,
    Contact,
    Need,
    Request,
    Step,
    StepKind,
)
from core.requests.storing import Store
from core.requests.urgency import urgency_of
from core.roles import Actor


@dataclass(frozen=True)
class Amendment:
    """New answers; None leaves what was answered before."""

    commune: str | None = None
    contact: Contact | None = None
    people: int | None = None
    needs: frozenset[Need] | None = None
    village: str | None = None
    ask_for: AskFor | None = None
    programmes: tuple[str, ...] | None = None
    matter: str | None = None
    card_last4: str | None = None

    @property
    def answers(self) -> Answers:
        """What it says besides place and contact."""
        return Answers(**{f.name: getattr(self, f.name) for f in fields(Answers)})


async def amend(
    store: Store,
    places: Gazetteer,
    connection: AsyncConnection,
    request: Request,
    amendment: Amendment,
    actor: Actor,
    channel: str,
) -> Request:
    """The request with the new answers, journalled; as it was when nothing is new. Raises InvalidFiling."""
    changed = _merged(request, amendment, places)
    names = _differences(request, changed)
    if not names:
        return request
    rank = urgency_of(changed.answers, request.kind).level.rank
    changed = replace(changed, version=request.version + 1, urgency_rank=rank)
    step = _step(changed, actor, channel, names, store.clock.now())
    await store.amend(connection, request, changed, step)
    return changed


def _merged(request: Request, amendment: Amendment, places: Gazetteer) -> Request:
    commune = amendment.commune or request.commune
    check(request.kind, commune, amendment.answers, places)
    old = request.answers or Answers()
    new = {f.name: getattr(amendment, f.name) for f in fields(Answers)}
    answers = replace(old, **{name: value for name, value in new.items() if value is not None})
    if answers.village and not is_village(places, answers.village, commune):
        answers = replace(answers, village=None)
    return replace(request, commune=commune, contact=amendment.contact or request.contact, answers=answers)


def _differences(was: Request, now: Request) -> list[str]:
    before, after = was.answers or Answers(), now.answers or Answers()
    answers = [f.name for f in fields(Answers) if getattr(before, f.name) != getattr(after, f.name)]
    own = [name for name in ("commune", "contact") if getattr(was, name) != getattr(now, name)]
    return own + answers


def _step(now: Request, actor: Actor, channel: str, names: list[str], at: datetime) -> Step:
    facts = {"changed": " ".join(names)}
    if "commune" in names:
        facts["commune"] = now.commune
    return Step(now.id, now.version, StepKind.AMENDED, now.state, now.state, actor, channel, None, facts, at)
