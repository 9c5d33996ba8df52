"""Asking about a card and its payments: what core shows of them, as outcomes and answers for a screen."""

from __future__ import annotations

from core.channels import Channel
from core.disclosure import Answer, CardState, Glance, MoneyState, NotNow, Wait, Whole
from core.people import Person
from flows.actions.form import CARD_END
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.values import Json
from flows.wording.reasons import Reason

HIDDEN = ("not_given", "wait", "not_now")
"""Nothing is shown: not found or not theirs, asked too often, or no registry to ask."""
LOCKED = (*HIDDEN, "locked")
"""The same with a PIN; `locked`: asked too often, and a new code of the commune ends it at once."""
_REMEDIES = {Reason.CARD_EXPIRED: "failed_card", Reason.NAME_DIFFERS: "failed_name"}
"""Where a request of its own kind mends why a payment failed; any other is told to the commune."""
_MOST_LINES = 4
"""Payments that are told, newest first: a call has no time for more."""
_MOST_PLACES = 2


@registry.doing(
    "cards.look", *CardState, *HIDDEN, secrets="card_last4", gives="home wait has_pin", newcomer=""
)
async def look_at_card(context: Context, action: Action) -> Outcome:
    """How the card stands whose last digits are `card_last4`; `home` is the commune it is registered in."""
    answer = await _look(context, action)
    return Outcome(answer.card, _glanced(answer)) if isinstance(answer, Glance) else hidden(answer)


@registry.doing(
    "payments.look",
    *(state for state in MoneyState if state is not MoneyState.FAILED),
    *("failed", *_REMEDIES.values(), *HIDDEN),
    secrets="card_last4",
    gives="home wait has_pin reason",
    tells="collections",
)
async def look_at_money(context: Context, action: Action) -> Outcome:
    """Whether money has come, where and until when to collect it, or why not."""
    answer = await _look(context, action)
    if not isinstance(answer, Glance):
        return hidden(answer)
    places: list[Json] = [
        {"agent": place.agent, "until": place.until.isoformat() if place.until else None}
        for place in answer.collections[:_MOST_PLACES]
    ]
    return Outcome(
        _money(answer), {**_glanced(answer), "reason": answer.reason}, told={"collections": places}
    )


@registry.doing("cards.open", "opened", *LOCKED, secrets="card_last4 pin", gives="wait", tells="card")
async def open_card(context: Context, action: Action) -> Outcome:
    """What the PIN shows of the card: its days, the level, the members, the programmes."""
    answer = await _look(context, action, str(action.given["pin"]))
    if not isinstance(answer, Whole):
        return locked(answer)
    return Outcome("opened", told={"card": _card(answer)})


@registry.doing("payments.open", "opened", *LOCKED, secrets="card_last4 pin", gives="wait", tells="payments")
async def open_payments(context: Context, action: Action) -> Outcome:
    """What the PIN shows of the payments: amounts and days."""
    answer = await _look(context, action, str(action.given["pin"]))
    if not isinstance(answer, Whole):
        return locked(answer)
    return Outcome("opened", told={"payments": _payments(answer)})


@registry.doing("cards.name", "named", secrets="card_last4", gives="programmes", tells=CARD_END)
async def name_card(context: Context, action: Action) -> Outcome:
    """The request that follows is about this card: its last digits go with it, for the officer."""
    return Outcome("named", {"programmes": None}, told={CARD_END: action.given["card_last4"]})


def hidden(answer: object) -> Outcome:
    """Why nothing is shown, and for how many seconds a phone that asked too often must wait."""
    if isinstance(answer, Wait):
        return Outcome("wait", {"wait": int(answer.wait.total_seconds())})
    return Outcome("not_now" if isinstance(answer, NotNow) else "not_given")


def locked(answer: object) -> Outcome:
    """The same where a PIN was asked for."""
    outcome = hidden(answer)
    by_code = isinstance(answer, Wait) and answer.ends_by_code
    return Outcome("locked", outcome.answers) if by_code else outcome


async def caller(context: Context) -> Person:
    """Who asks, by the number that the network vouches for."""
    people = context.services.people
    return await people.find(context.caller) or await people.remember(context.caller)


async def _look(context: Context, action: Action, pin: str | None = None) -> Answer:
    person, last4 = await caller(context), str(action.given["card_last4"])
    return await context.services.disclosure.look(
        person, context.caller, last4, pin, channel=Channel(context.channel)
    )


def _glanced(answer: Glance) -> dict[str, Json]:
    return {"home": answer.commune or None, "has_pin": "yes" if answer.has_pin else "no"}


def _money(answer: Glance) -> str:
    if answer.money is not MoneyState.FAILED:
        return answer.money
    return _REMEDIES.get(Reason.of(answer.reason), "failed")


def _card(answer: Whole) -> dict[str, Json]:
    return {
        "until": answer.valid_until.isoformat() if answer.valid_until else None,
        "level": answer.level,
        "members": {role.value: count for role, count in answer.members.items()},
        "programmes": list(answer.programmes),
    }


def _payments(answer: Whole) -> dict[str, Json]:
    lines: list[Json] = [
        {
            "programme": each.programme,
            "status": each.status.value,
            "amount": each.amount,
            "day": day.isoformat() if (day := each.paid_on) else None,
            "until": until.isoformat() if (until := each.collect_until) else None,
        }
        for each in answer.payments[:_MOST_LINES]
    ]
    return {"ready": answer.ready_amount, "lines": lines}
