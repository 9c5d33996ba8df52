"""Submitting a request exactly once, however often the reply is lost."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, consents, people
from core.channels import VOUCHED
from core.consents import Consent
from core.once import insert_once
from core.places.gazetteer import Gazetteer
from core.requests import amending, kinds, moving, references, rows, slots
from core.requests.amending import Amendment
from core.requests.case import Case
from core.requests.checking import check
from core.requests.errors import InvalidFiling, Unknown
from core.requests.facts import NO_FACTS
from core.requests.moving import Moved
from core.requests.request import (
    NOBODY,
    Answers,
    AskFor,
    Contact,
    HelperRole,
    Identity,
    Need,
    Request,
)
from core.requests.states import UNTAKEN, State
from core.requests.storing import Store
from core.requests.urgency import urgency_of
from core.roles import SYSTEM, Actor, ActorKind, Role
from core.tables import case_keys, requests
from core.working_days import day_of

# A second try meets a reference that was drawn before, or a slot that came free in between.
_TRIES = 5
_FILED_WITH = (
    requests.c.person_id == bindparam("person"),
    requests.c.idempotency_key == bindparam("key"),
)


@dataclass(frozen=True)
class Filing:
    """What a door submits. The same `idempotency_key` of the same person is the same request, always.

    `own`: for the caller's own household; otherwise `helper_role` says as what they help. Answers that were
    not asked are None. `filed_by`: the officer who files it at the counter, with the `identity` they wrote
    down. `kind`: a code of core.requests.kinds, which says what else may be told: the `programmes` asked for,
    what is the `matter`, the last four digits of the card.
    """

    idempotency_key: str
    person_id: str
    own: bool
    commune: str
    contact: Contact
    consents: tuple[Consent, ...]
    channel: str
    language: str
    helper_role: HelperRole | None = None
    people: int | None = None
    needs: frozenset[Need] | None = None
    village: str | None = None
    ask_for: AskFor | None = None
    filed_by: Actor | None = None
    identity: Identity = NOBODY
    kind: str = kinds.ASSESSMENT
    programmes: tuple[str, ...] | None = None
    matter: str | None = None
    card_last4: str | None = None

    @property
    def answers(self) -> Answers:
        """What was told besides place and contact."""
        return Answers(**{f.name: getattr(self, f.name) for f in fields(Answers)})


@dataclass(frozen=True)
class Filed:
    """What came of it. `repeated`: it stood already; `amended`: and its answers were brought up to date."""

    request: Request
    repeated: bool
    amended: bool = field(default=False)


async def file(store: Store, places: Gazetteer, connection: AsyncConnection, filing: Filing) -> Filed:
    """File it, or find what was filed with this key.

    Raises OpenAlready, TooManyHelped, InvalidFiling; Unknown where the person was forgotten meanwhile.
    """
    _check(filing, places)
    without_phone = filing.filed_by is not None and filing.contact is Contact.NONE
    if not without_phone and not await people.stays(connection, filing.person_id):
        raise Unknown
    for _ in range(_TRIES):
        if earlier := await _earlier(store, connection, filing):
            return await _repeat(store, places, connection, earlier, filing)
        if filed := await _insert(store, connection, filing):
            return filed
        if await _earlier(store, connection, filing) is None:
            refusal = await slots.full(store, connection, filing.person_id, filing.own, filing.kind)
            if refusal:
                raise refusal
    raise InvalidFiling("idempotency_key")  # somebody else's


def actor_of(person_id: str, own: bool) -> Actor:
    """The one who filed, as they act on the request."""
    return Actor(ActorKind.PERSON, person_id, Role.HOUSEHOLD if own else Role.HELPER)


def _check(filing: Filing, places: Gazetteer) -> None:
    check(filing.kind, filing.commune, filing.answers, places)
    if filing.own == (filing.helper_role is not None):
        raise InvalidFiling("helper_role")
    if not filing.consents:
        raise InvalidFiling("consents")
    if not filing.idempotency_key:
        raise InvalidFiling("idempotency_key")


async def _earlier(store: Store, connection: AsyncConnection, filing: Filing) -> Request | None:
    found = await store.find(
        connection, *_FILED_WITH, lock=True, person=filing.person_id, key=filing.idempotency_key
    )
    return found[0] if found else None


async def _repeat(
    store: Store, places: Gazetteer, connection: AsyncConnection, earlier: Request, filing: Filing
) -> Filed:
    if filing.filed_by or earlier.state not in UNTAKEN:
        return Filed(earlier, repeated=True)
    told = {f.name: getattr(filing, f.name) for f in fields(Amendment)}
    newer = Amendment(**told)
    actor = actor_of(filing.person_id, earlier.own)
    request = await amending.amend(store, places, connection, earlier, newer, actor, filing.channel)
    amended = request != earlier
    if amended:
        await consents.record(connection, filing.person_id, request.id, filing.consents, store.clock.now())
    return Filed(request, repeated=True, amended=amended)


async def _insert(store: Store, connection: AsyncConnection, filing: Filing) -> Filed | None:
    made = _made(store, filing)
    request = made.request
    wrapped = store.sealer.new_case_key(request.id)
    case = store.sealer.case(request.id, wrapped)
    values = _columns(request, filing) | {
        "answers_sealed": rows.sealed_answers(filing.answers, request.id, case),
        "identity_sealed": rows.sealed_identity(filing.identity, request.id, case),
    }
    if not await _in_a_slot(store, connection, request, values):
        return None
    await connection.execute(case_keys.insert(), {"request_id": request.id, "key_sealed": wrapped})
    await consents.record(connection, filing.person_id, request.id, filing.consents, request.submitted_at)
    await store.record(connection, request.id, made.steps)
    await store.tell(connection, request, made.notices)
    await store.heed_contact(connection, request)
    return Filed(request, repeated=False)


async def _in_a_slot(
    store: Store, connection: AsyncConnection, request: Request, values: dict[str, Any]
) -> bool:
    for slot in slots.of(request.own, request.kind, store.rules):
        if await insert_once(connection, requests, {**values, "open_slot": slot}):
            return True
    return False


def _columns(request: Request, filing: Filing) -> dict[str, Any]:
    return rows.values(request) | {
        "id": request.id,
        "reference": request.reference,
        "kind": request.kind,
        "person_id": request.person_id,
        "own": request.own,
        "helper_role": request.helper_role,
        "idempotency_key": filing.idempotency_key,
        "channel": request.channel,
        "language": request.language,
        "submitted_at": request.submitted_at,
        "filed_by": request.filed_by,
    }


def _made(store: Store, filing: Filing) -> Moved:
    """Submitted by the household or for it, then as far as the system takes it at once."""
    draft = _draft(store, filing)
    actor = filing.filed_by or actor_of(filing.person_id, filing.own)
    case = Case(draft, (), actor, State.SUBMITTED, NO_FACTS, draft.submitted_at, store.rules)
    made = moving.move(case, store.clocks, channel=filing.channel)
    if filing.filed_by is None and filing.channel not in VOUCHED:
        return made
    case = Case(made.request, made.steps, SYSTEM, State.QUEUED, NO_FACTS, draft.submitted_at, store.rules)
    rest = moving.move(case, store.clocks, channel=filing.channel)
    return Moved(rest.request, made.steps + rest.steps, made.notices + rest.notices)


def _draft(store: Store, filing: Filing) -> Request:
    now = store.clock.now()
    return Request(
        id=chance.identifier(),
        reference=references.draw(),
        person_id=filing.person_id,
        own=filing.own,
        helper_role=filing.helper_role,
        state=State.DRAFT,
        version=0,
        commune=filing.commune,
        contact=filing.contact,
        answers=filing.answers,
        channel=filing.channel,
        language=filing.language,
        submitted_at=now,
        queued_at=None,
        state_since=now,
        step_from=day_of(now),
        queue_from=None,
        resume_state=None,
        ended_at=None,
        holder=None,
        interview=None,
        outcome=None,
        due=None,
        late=False,
        urgency_rank=urgency_of(filing.answers, filing.kind).level.rank,
        filed_by=filing.filed_by.id if filing.filed_by else None,
        identity=filing.identity,
        kind=filing.kind,
    )
