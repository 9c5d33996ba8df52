"""Following one's own requests, adding to them, and withdrawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.requests.case import Rules
from core.requests.errors import InvalidFiling, NotAllowed, Stale, Unknown
from core.requests.request import AskFor, Contact, InterviewAnswer, Request
from core.requests.states import State
from flows.actions.form import KINDS, kind_of
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Item, Outcome
from flows.screen import Action
from flows.values import Json, Value
from flows.wording.words import Words

_SAID_AS = {
    State.SUBMITTED: "waiting",
    State.PENDING_VERIFICATION: "waiting",
    State.QUEUED: "waiting",
    State.TRANSFERRED: "waiting",
    State.RE_INTERVIEW: "waiting",
    State.ASSIGNED: "taken",
    State.NEEDS_INFO: "needs_info",
    State.INTERVIEW_SCHEDULED: "interview",
    State.MISSED: "missed",
    State.INTERVIEWED: "interviewed",
    State.DECIDED: "decided",
    State.CARD_PENDING: "card_pending",
    State.CARD_READY: "card_ready",
    State.CARD_COLLECTED: "collected",
    State.APPEALED: "appealed",
    State.UPHELD: "over",
    State.WITHDRAWN: "withdrawn",
    State.DUPLICATE: "joined",
    State.UNREACHABLE: "over",
    State.EXPIRED: "over",
    State.CLOSED: "over",
}

_NOT_CALLED = {"waiting": "come", "taken": "come", "in_hand": "come", "missed": "missed_come"}
"""Said instead to a household that nobody may call: it waits for no call, it goes to the office."""
IN_HAND = "in_hand"
"""Said of a kind that needs no interview, where `taken` would speak of one."""
ABOVE = {"waiting": "above", "decided": "above_over", "over": "above_over"}
"""Said instead of a kind that nobody of the commune sees: nobody there calls, and nobody there is asked."""
DAY_ASKED = "day_asked"
"""Said instead of an appointment while the officer has not set another day yet."""


@registry.doing("requests.mine", "none", "one", "several", gives="request", newcomer="none")
async def mine(context: Context, action: Action) -> Outcome:
    """How many requests the caller can follow; the only one is taken at once."""
    followed = await _followed(context)
    if not followed:
        return Outcome("none")
    if len(followed) == 1:
        return Outcome("one", {"request": followed[0].id})
    return Outcome("several")


@registry.doing("requests.own", "none", "one", needs="kind", gives="request")
async def own(context: Context, action: Action) -> Outcome:
    """The caller's open request of this `kind` for their own home."""
    kind = kind_of(action.given)
    followed = [request for request in await _followed(context) if request.own and request.kind == kind]
    return Outcome("one", {"request": followed[0].id}) if followed else Outcome("none")


def _as_many_as_there_may_be(words: Words) -> Iterator[tuple[Item, ...]]:
    """One's own of each kind, and those of as many other homes as may be helped; none once anonymised."""
    requests: list[dict[str, Json]] = [
        {"reference": "888888888", "own": True, "kind": kind} for kind in KINDS
    ]
    longest = max(KINDS, key=lambda kind: len(KINDS[kind].short.km))
    requests += [{"reference": "888888888", "own": False, "kind": longest}] * Rules().helped
    yield from ((), tuple(Item(str(n), Value("request_choice", raw)) for n, raw in enumerate(requests)))


@registry.listing("requests.list", longest=_as_many_as_there_may_be)
async def listing(context: Context, action: Action) -> Outcome:
    """The caller's requests, told apart by their references."""
    followed = await _followed(context)
    return Outcome("listed", items=tuple(Item(r.id, Value("request_choice", _choice(r))) for r in followed))


def _choice(request: Request) -> dict[str, Json]:
    return {"reference": request.reference, "own": request.own, "kind": request.kind}


async def _followed(context: Context) -> Sequence[Request]:
    """The open ones; where there is none, the latest that ended, as long as it may be opened again."""
    requests = await context.services.requests.of(context.person)
    standing = [request for request in requests if not request.ended]
    return standing or requests[:1]


async def _one(context: Context, action: Action) -> Request | None:
    requests = await context.services.requests.of(context.person)
    return next((request for request in requests if request.id == action.given["request"]), None)


@registry.doing(
    "requests.look",
    "unknown",
    *sorted({*_SAID_AS.values(), *_NOT_CALLED.values(), *ABOVE.values(), DAY_ASKED, IN_HAND}),
    needs="request",
    gives="reference kind commune due late interview_at interview_place",
)
async def look(context: Context, action: Action) -> Outcome:
    """How the request stands, and what its screen tells of it."""
    request = await _one(context, action)
    if request is None:
        return Outcome("unknown")
    interview = request.interview
    told: dict[str, Json] = {
        "reference": request.reference,
        "kind": request.kind,
        "commune": request.commune,
        "due": request.due.isoformat() if request.due else None,
        "late": request.late,
        "interview_at": interview.at.isoformat() if interview else None,
        "interview_place": interview.place.value if interview else None,
    }
    return Outcome(_said_of(request), told)


def _said_of(request: Request) -> str:
    if request.interview_answer is InterviewAnswer.OTHER_DAY and request.state is State.INTERVIEW_SCHEDULED:
        return DAY_ASKED
    said = _SAID_AS[request.state]
    if KINDS[request.kind].above_commune:
        return ABOVE.get(said, said)
    if said == "taken" and not KINDS[request.kind].interviews:
        said = IN_HAND
    return _NOT_CALLED.get(said, said) if request.contact is Contact.NONE else said


@registry.doing("requests.withdraw", "withdrawn", "too_late", "unknown", needs="request")
async def withdraw(context: Context, action: Action) -> Outcome:
    """Ends the request by the household's own will, whatever an officer did to it meanwhile."""
    request = await _one(context, action)
    if request is None:
        return Outcome("unknown")
    if request.state is State.WITHDRAWN:
        return Outcome("withdrawn")
    try:
        await context.services.requests.withdraw(
            context.person, request.id, channel=context.channel, version=request.version
        )
    except Stale:
        return await withdraw(context, action)
    except NotAllowed:
        return Outcome("too_late")
    except Unknown:
        return Outcome("unknown")
    return Outcome("withdrawn")


@registry.doing(
    "requests.amend", "amended", "too_late", "unknown", needs="request", takes={"ask_for": AskFor}
)
async def amend(context: Context, action: Action) -> Outcome:
    """Adds the `village` or whom to `ask_for`; `too_late` where it ended or moved to another commune."""
    given = action.given
    village = given.get("village")
    ask_for = given.get("ask_for")
    try:
        await context.services.requests.amend(
            context.person,
            str(given["request"]),
            channel=context.channel,
            village=str(village) if village else None,
            ask_for=AskFor(str(ask_for)) if ask_for else None,
        )
    except (NotAllowed, InvalidFiling):
        return Outcome("too_late")
    except Unknown:
        return Outcome("unknown")
    return Outcome("amended")
