"""Asking about a card and its payments: what core shows of them, as outcomes and answers for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.channels import Channel
from core.disclosure import Answer, CardState, Glance, MoneyState, NotNow, PaymentLine, Wait, Whole
from core.people import Person
from core.registry.household import PaymentStatus
from flows.actions.form import CARD_END
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.values import Json
from flows.wording.money import MOST_OTHERS
from flows.wording.reasons import Reason

HIDDEN = ("not_given", "wait", "not_now")
"""Nothing is shown: not found or not theirs, asked too often, or no registry to ask."""
LOCKED = (*HIDDEN, "locked")
"""The same with a PIN; `locked`: asked too often, and a new code of the commune ends it at once."""
_REMEDIES = {Reason.CARD_EXPIRED: "failed_card", Reason.NAME_DIFFERS: "failed_name"}
"""Where a request of its own kind mends why a payment failed; any other is told to the commune."""
_READY_MORE = "ready_more"
"""Money waits at two places or more: a call has time for one, and the other is behind a key."""


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
    *("failed", *_REMEDIES.values(), _READY_MORE, *HIDDEN),
    secrets="card_last4",
    gives="home wait has_pin reason",
    tells="collections other_collections",
)
async def look_at_money(context: Context, action: Action) -> Outcome:
    """Whether money has come, where and until when to collect it, or why not.

    `collections` is the place with the soonest last day, `other_collections` the next.
    """
    answer = await _look(context, action)
    if not isinstance(answer, Glance):
        return hidden(answer)
    places: list[Json] = [
        {"agent": place.agent, "until": place.until.isoformat() if place.until else None}
        for place in answer.collections
    ]
    told: dict[str, Json] = {"collections": places[:1], "other_collections": places[1:2]}
    return Outcome(_money(answer), {**_glanced(answer), "reason": answer.reason}, told=told)


@registry.doing("cards.open", "opened", *LOCKED, secrets="card_last4 pin", gives="wait", tells="card")
async def open_card(context: Context, action: Action) -> Outcome:
    """What the PIN shows of the card: its days, the level, the members, the programmes."""
    answer = await _look(context, action, str(action.given["pin"]))
    if not isinstance(answer, Whole):
        return locked(answer)
    return Outcome("opened", told={"card": _card(answer)})


@registry.doing(
    "payments.open",
    *("opened", "opened_more"),
    *LOCKED,
    secrets="card_last4 pin",
    gives="wait",
    tells="payments other_payments",
)
async def open_payments(context: Context, action: Action) -> Outcome:
    """What the PIN shows of the payments: amounts and days, of the most pressing one by itself."""
    answer = await _look(context, action, str(action.given["pin"]))
    if not isinstance(answer, Whole):
        return locked(answer)
    in_order = _pressing_first(answer.payments)
    first, others = in_order[:1], in_order[1:]
    waiting = sum(each.status is PaymentStatus.ARRIVED for each in answer.payments)
    # of one payment the sum is its amount, and said with it
    ready = answer.ready_amount if waiting > 1 else None
    told: dict[str, Json] = {
        "payments": {"ready": None, "lines": [_line(each) for each in first]},
        "other_payments": {"ready": ready, "lines": [_line(each) for each in others[:MOST_OTHERS]]},
    }
    return Outcome("opened_more" if others else "opened", told=told)


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
    if answer.money is MoneyState.READY and len(answer.collections) > 1:
        return _READY_MORE
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


def _pressing_first(payments: Sequence[PaymentLine]) -> list[PaymentLine]:
    """What waits to be collected, its soonest last day first; then the rest, newest first as they came."""
    waits = [each for each in payments if each.status is PaymentStatus.ARRIVED]
    waits.sort(key=lambda each: each.collect_until or date.max)
    return [*waits, *(each for each in payments if each.status is not PaymentStatus.ARRIVED)]


def _line(payment: PaymentLine) -> dict[str, Json]:
    return {
        "programme": payment.programme,
        "status": payment.status.value,
        "amount": payment.amount,
        "day": day.isoformat() if (day := payment.paid_on) else None,
        "until": until.isoformat() if (until := payment.collect_until) else None,
    }
