"""What the registry knows of a home, and what was asked from its phone before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from itertools import count
from typing import Any

from core import chance
from core.accounts.passwords import TooBusy
from core.channels import Channel
from core.disclosure import Answer, PinAnswer, PinSet, Wait
from core.disclosure.limits import buckets
from core.programmes import load
from core.registry.household import Enrolment, Payment, PaymentStatus
from tests.flows.dropped import without
from tests.flows.talks.homes import ANOTHERS, CARDS, SECRETS, THEIRS
from tests.flows.talks.sentences import told
from tests.flows.talks.world import World

REASONS = {
    "the card had expired": "card_expired",
    "the name was another": "name_differs",
    "the identity card had expired": "id_expired",
    "the account was closed": "account_closed",
    "nobody knows why": "",
}
MOST_TRIES = 60
"""More than any limit allows in a month."""


@told("Their home has a card, valid until {day}.")
async def card(world: World, day: str) -> None:
    world.homes.card(valid_until=_day(day), issued_on=date(2024, 7, 1))


@told("Their home has a card, and the registry tells no last day.")
async def undated_card(world: World) -> None:
    world.homes.card()


@told("The registry does not know this phone, as it does not know most.")
async def unknown_phone(world: World) -> None:
    world.homes.knows_phone = False


@told("The registry knows their home, which has no card.")
async def no_card(world: World) -> None:
    world.homes.change(card=None)


@told("Another home has a card, and another phone.")
async def another_home(world: World) -> None:
    world.homes.card(ANOTHERS, valid_until=date(2028, 6, 30))


@told("Their home is enrolled in the programme {programme}.")
async def enrolled(world: World, programme: str) -> None:
    known = world.homes.theirs.enrolments
    world.homes.change(enrolments=(*known, Enrolment(_programme(programme), date(2024, 5, 1))))


@told("{amount} riel of the programme {programme} came on {day}, and wait at {agent} until {until}.")
async def arrived(world: World, amount: str, programme: str, day: str, agent: str, until: str) -> None:
    _pay(
        world,
        programme,
        PaymentStatus.ARRIVED,
        amount,
        paid_on=_day(day),
        agent=agent,
        collect_until=_day(until),
    )


@told("{amount} riel of the programme {programme} came on {day}, and wait at {agent} without a last day.")
async def arrived_for_long(world: World, amount: str, programme: str, day: str, agent: str) -> None:
    _pay(world, programme, PaymentStatus.ARRIVED, amount, paid_on=_day(day), agent=agent)


@told("{amount} riel of the programme {programme} were collected on {day}.")
async def collected(world: World, amount: str, programme: str, day: str) -> None:
    _pay(world, programme, PaymentStatus.COLLECTED, amount, paid_on=_day(day))


@told("{amount} riel of the programme {programme} came on {day} and lapsed on {until}, not collected.")
async def lapsed(world: World, amount: str, programme: str, day: str, until: str) -> None:
    _pay(world, programme, PaymentStatus.LAPSED, amount, paid_on=_day(day), collect_until=_day(until))


@told("{amount} riel of the programme {programme} failed on {day}: {reason}.")
async def failed(world: World, amount: str, programme: str, day: str, reason: str) -> None:
    _pay(world, programme, PaymentStatus.FAILED, amount, paid_on=_day(day), reason=REASONS[reason])


@told("{amount} riel of the programme {programme} are planned.")
async def planned(world: World, amount: str, programme: str) -> None:
    _pay(world, programme, PaymentStatus.PLANNED, amount)


@told("The registry does not answer.")
async def away(world: World) -> None:
    await world.homes.settle()
    world.homes.register.away()
    world.undo.callback(world.homes.register.back)


@told("The registry answers again.")
async def back(world: World) -> None:
    world.homes.register.back()


@told("The commune hands over a code for this phone.")
async def code(world: World) -> None:
    await issue(world)


@told("The commune hands over a code for this phone; the former one is lost.")
async def code_after_loss(world: World) -> None:
    await issue(world, lost=True)


@told("They have a PIN.")
async def pin(world: World) -> None:
    await issue(world)
    assert isinstance(await set_pin(world, SECRETS["the code"], SECRETS["the PIN"]), PinSet)


@told("Somebody typed the end of no card on this phone, until it must wait.")
async def wrong_ends(world: World) -> None:
    await _until_it_must_wait(lambda: look(world, SECRETS["the end of no card"]))


@told("Somebody asked for many cards on this phone, until it must wait.")
async def many_cards(world: World) -> None:
    ends = count(1000)
    await _until_it_must_wait(lambda: look(world, str(next(ends))))


@told("Somebody looked at their card on this phone, until it must wait.")
async def many_looks(world: World) -> None:
    """All but the last are only counted: each would find the same."""
    disclosure = world.house.disclosure
    ((most, _),) = disclosure.limits.looks
    looks = buckets("disclosure looks", world.number, disclosure.limits.looks) * (most - 1)
    throttle = disclosure._proving.gate._throttle
    await world.house.database.write(lambda connection: throttle.take_in_turn(connection, looks))
    await _until_it_must_wait(lambda: look(world, SECRETS["the end of their card"]))


@told("Somebody typed a wrong PIN on this phone, until it must wait.")
async def wrong_pins(world: World) -> None:
    their, wrong = SECRETS["the end of their card"], SECRETS["a wrong PIN"]
    await _until_it_must_wait(lambda: look(world, their, wrong))


@told("Somebody typed a wrong code on this phone, until it must wait.")
async def wrong_codes(world: World) -> None:
    await _until_it_must_wait(lambda: set_pin(world, SECRETS["a wrong code"], SECRETS["a new PIN"]))


@told("The service has no hand free for secret numbers.")
async def too_busy(world: World) -> None:
    """As when more are set at once than its threads can hash."""
    hashes = type(world.house.disclosure._setting.hashes)
    real = hashes.hash
    hashes.hash = _busy  # type: ignore[method-assign, assignment]
    world.undo.callback(setattr, hashes, "hash", real)


@told("A new release comes, without the programme {programme}.")
async def programme_gone(world: World, programme: str) -> None:
    world.undo.enter_context(without(_programme(programme)))


async def _busy(*_: object) -> bytes:
    raise TooBusy


async def issue(world: World, *, lost: bool = False) -> None:
    """The code of all talks, for this phone and their home."""
    await world.homes.settle()
    officer = await world.officer()
    digits, before = iter(SECRETS["the code"]), chance._source
    chance.use(lambda size: bytes([int(next(digits))]) if size == 1 else before(size))
    try:
        issued = await world.house.disclosure.issuing.issue(officer, world.number, CARDS[THEIRS], lost=lost)
    finally:
        chance.use(before)
    assert issued.bare == SECRETS["the code"]


async def look(world: World, end: str, pin: str | None = None) -> Answer:
    """As a phone asks."""
    await world.homes.settle()
    person = await world.person()
    return await world.house.disclosure.look(person, world.number, end, pin, channel=Channel.USSD)


async def set_pin(world: World, typed: str, chosen: str) -> PinAnswer:
    """The first one, by a code."""
    await world.homes.settle()
    person = await world.person()
    return await world.house.disclosure.set_pin(person, world.number, typed, chosen, channel=Channel.USSD)


async def _until_it_must_wait(ask: Callable[[], Awaitable[Answer | PinAnswer]]) -> None:
    for _ in range(MOST_TRIES):
        if isinstance(await ask(), Wait):
            return
    raise AssertionError("this phone may ask for ever")


def _pay(world: World, programme: str, status: PaymentStatus, amount: str, **told: Any) -> None:
    known = world.homes.theirs.payments
    riel = int(amount.replace(",", "").replace(" ", ""))
    paid = Payment(f"P-{len(known) + 1}", _programme(programme), status, amount=riel, **told)
    world.homes.change(payments=(paid, *known))


def _day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007


def _programme(name: str) -> str:
    """The code of what is called so in English."""
    return next(code for code, programme in load().items() if programme.name.en == name)
