"""What happens to a household, its phone and its time."""

from __future__ import annotations

from core.channels import Channel
from core.consents import Consent, version_of
from core.requests import kinds
from core.requests.filing import Filing
from core.requests.kinds import ASSESSMENT
from core.requests.request import Contact, HelperRole, Need, Request
from core.requests.states import State
from flows import state as conversation
from flows.values import Json
from tests.flows.talks.homes import COMMUNE
from tests.flows.talks.sentences import told
from tests.flows.talks.world import NO_KHMER, WITH_NUMBER, World

AGREED = "We send this phone number and your answers to {place}."
NO_VILLAGES = "100409"
CHAT = 700700
"""Telegram's number of their account, where they do not call by it."""
NO_PROMISES = "No day is promised for anything."


@told("Nobody has called from this phone.")
async def nobody_called(world: World) -> None:
    assert await world.house.people.find(world.number) is None


@told("Somebody has called from this phone, and can read what it shows.")
async def called(world: World) -> None:
    person = await world.person()
    if world.language == "km":
        await world.house.people.shows(person.id, "km")


@told("Somebody has called from this phone, and answered nothing yet.")
async def only_called(world: World) -> None:
    await world.person()


@told("The phone's network carries no Khmer letters.")
async def no_khmer(world: World) -> None:
    world.network = NO_KHMER


@told("Their home has an open request.")
async def open_request(world: World) -> None:
    await file(world)


@told("Their home reported that somebody else took the money.")
async def reported(world: World) -> None:
    await called(world)
    await file_for(world, (await world.person()).id, kind="report")


@told("Their home has an open request, and nobody may call them.")
async def not_called(world: World) -> None:
    await file(world, contact=Contact.NONE)


@told("Their home has an open request in Tuol Tumpung Ti Pir, a sangkat.")
async def in_town(world: World) -> None:
    await file(world, commune=WITH_NUMBER)


@told("Their home has an open request in Srae Chis, whose villages nobody has listed.")
async def no_villages(world: World) -> None:
    await file(world, commune=NO_VILLAGES)


@told("They asked for another home that they help.")
async def helped(world: World) -> None:
    await file(world, own=False)


@told("They asked for three other homes that they help, as many as one phone can.")
async def many_helped(world: World) -> None:
    for _ in range(world.house.requests.helper_limit):
        await file(world, own=False)


@told("The office writes down a request for their home, with this number.")
async def filed_elsewhere(world: World) -> None:
    await file(world)


@told("The office writes down requests of three other homes that they help, with this number.")
async def helped_elsewhere(world: World) -> None:
    await many_helped(world)


@told("They withdraw the request for their home in another way.")
async def withdrawn(world: World) -> None:
    await move(world, State.WITHDRAWN)


@told(NO_PROMISES)
async def no_promises(world: World) -> None:
    assert not world.house.settings.targets, "the talk's house was opened with targets"


@told("They ask for the decision to be looked at again.")
async def appealed(world: World) -> None:
    await move(world, State.APPEALED)


@told("They have this number on Telegram too.")
async def on_telegram(world: World) -> None:
    await called(world)
    await world.house.telegram_accounts.verify(CHAT, world.number, world.language)


@told("They leave Telegram.")
async def off_telegram(world: World) -> None:
    await world.house.telegram_accounts.forget(CHAT)


@told("The call is cut off.")
@told("They hang up.")
async def hung_up(world: World) -> None:
    """A basic phone tells nobody: the next dial is a new call all the same."""


@told("{count} minutes pass.")
async def minutes(world: World, count: str) -> None:
    world.clock.advance(minutes=int(count))


@told("{count} hours pass.")
async def hours(world: World, count: str) -> None:
    world.clock.advance(hours=int(count))


@told("{count} days pass.")
async def days(world: World, count: str) -> None:
    world.clock.advance(days=int(count))


@told("An older release kept a form for a commune that is not on the map any more.")
async def old_form(world: World) -> None:
    person = await world.person()
    answers: dict[str, Json] = {
        "code": "019999",
        "commune": "019999",
        "whose": "own",
        "contact": "call_only",
        "people": 4,
    }
    drafts = world.house.services.drafts
    kept = conversation.State("request/needs", world.language, answers, draft="0" * 32)
    await world.house.drafts.put(drafts.put(person.id, kept, 0))


async def file(
    world: World, own: bool = True, contact: Contact = Contact.CALL_AND_TEXT, commune: str = COMMUNE
) -> Request:
    """A request of this phone, five people, one of them with a disability, one pregnant."""
    await called(world)
    world.clock.advance(minutes=1)  # of two at one moment nobody could say which is the newer
    person = await world.person()
    return await file_for(world, person.id, own, contact, commune)


async def file_for(
    world: World,
    person_id: str,
    own: bool = True,
    contact: Contact = Contact.CALL_AND_TEXT,
    commune: str = COMMUNE,
    kind: str = ASSESSMENT,
) -> Request:
    """The same for whoever has this identity."""
    asks = kinds.of(kind).asks
    filing = Filing(
        idempotency_key=f"filed before by {person_id} {len(await world.house.requests.of(person_id))}",
        person_id=person_id,
        own=own,
        helper_role=None if own else HelperRole.NEIGHBOUR,
        commune=commune,
        contact=contact,
        kind=kind,
        matter=kinds.of(kind).matters[0].code if kinds.Ask.MATTER in asks else None,
        people=5 if kinds.Ask.PEOPLE in asks else None,
        needs=frozenset({Need.DISABILITY, Need.PREGNANT}) if kinds.Ask.NEEDS in asks else None,
        consents=tuple(consent(world, purpose) for purpose in ("request", "helped_household")[: 2 - own]),
        channel=Channel.USSD,
        language=world.language,
    )
    return (await world.house.requests.submit(filing)).request


def consent(world: World, purpose: str) -> Consent:
    """Given on a phone."""
    return Consent(purpose, version_of(AGREED), AGREED, world.language, Channel.USSD, world.clock.now())


async def move(world: World, to: State) -> None:
    """A step that the household makes itself."""
    request = await world.request()
    await world.house.requests.move(
        request.person_id, request.id, to, channel=Channel.USSD, version=request.version
    )
