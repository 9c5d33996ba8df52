"""The secret number: whether there is one, the first by the commune's code, and another by the old one.

A new one is typed twice, and both are given up with each try: what a phone in other hands could read again
is worth less than the keys to type it once more.
"""

from __future__ import annotations

from core.channels import Channel
from core.disclosure import PinAnswer, PinSet, WeakPin
from core.disclosure.pin_rules import Weakness
from flows.actions.disclosure import HIDDEN, LOCKED, caller, locked
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action

OUTCOMES = ("set", "differ", "weak", "weak_known")


@registry.doing("pins.has", "has", "none", needs="has_pin", takes={"has_pin": ("yes", "no")})
async def has(context: Context, action: Action) -> Outcome:
    """Whether this phone has a PIN for the household, as the look at it told."""
    return Outcome("has" if action.given["has_pin"] == "yes" else "none")


@registry.doing(
    "pins.set", *OUTCOMES, *HIDDEN, secrets="pin_code new_pin new_pin_again", gives="wait has_pin"
)
async def put(context: Context, action: Action) -> Outcome:
    """The first PIN, or a new one for who forgot theirs, by the code that the commune handed over."""
    if _differ(action):
        return Outcome("differ")
    given = action.given
    answer = await context.services.disclosure.set_pin(
        await caller(context),
        context.caller,
        str(given["pin_code"]),
        str(given["new_pin"]),
        channel=Channel(context.channel),
    )
    return _outcome(answer)


@registry.doing(
    "pins.change",
    *OUTCOMES,
    *LOCKED,
    secrets="card_last4 old_pin new_pin new_pin_again",
    gives="wait has_pin",
)
async def change(context: Context, action: Action) -> Outcome:
    """Another PIN, with the old one."""
    if _differ(action):
        return Outcome("differ")
    given = action.given
    answer = await context.services.disclosure.change_pin(
        await caller(context),
        context.caller,
        str(given["card_last4"]),
        str(given["old_pin"]),
        str(given["new_pin"]),
        channel=Channel(context.channel),
    )
    return _outcome(answer)


def _differ(action: Action) -> bool:
    return action.given["new_pin"] != action.given["new_pin_again"]


def _outcome(answer: PinAnswer) -> Outcome:
    if isinstance(answer, PinSet):
        return Outcome("set", {"has_pin": "yes"})
    if isinstance(answer, WeakPin):
        return Outcome("weak_known" if answer.why is Weakness.KNOWN else "weak")
    return locked(answer)
