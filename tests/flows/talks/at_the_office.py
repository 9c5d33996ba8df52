"""What officers do to a request, before a call or in the middle of it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update

from core.acts import Act
from core.channels import Channel
from core.requests.facts import NO_FACTS, Facts
from core.requests.questions import AnswerKind, Question
from core.requests.request import Interview, InterviewPlace, Outcome
from core.requests.states import State
from core.roles import Role
from core.tables import requests
from tests.flows.talks.at_home import file_for
from tests.flows.talks.sentences import told
from tests.flows.talks.world import WITH_NUMBER, World

CAMBODIA = ZoneInfo("Asia/Phnom_Penh")
PLACES = {"their home": InterviewPlace.HOME, "the office": InterviewPlace.OFFICE}
KINDS = {
    "yes or no": AnswerKind.YES_NO,
    "a number": AnswerKind.NUMBER,
    "a visit": AnswerKind.COME_TO_OFFICE,
}
WHY = "as the talk tells"


@told("An officer takes the request.")
async def taken(world: World) -> None:
    await move(world, State.ASSIGNED)


@told("An officer takes the request and sets an interview for {when} at {place}.")
async def taken_and_scheduled(world: World, when: str, place: str) -> None:
    await taken(world)
    await scheduled(world, when, place)


@told("The officer sets another day: {when} at {place}.")
async def scheduled(world: World, when: str, place: str) -> None:
    at = datetime.strptime(f"{when} {world.clock.now().year}", "%d %B, %H:%M %Y")  # noqa: DTZ007
    interview = Interview(at.replace(tzinfo=CAMBODIA), PLACES[place])
    await move(world, State.INTERVIEW_SCHEDULED, facts=Facts(interview=interview))


@told("The household asks for another day.")
async def another_day(world: World) -> None:
    request = await world.request()
    await world.house.requests.ask_another_day(request.person_id, request.id, channel=Channel.USSD)


@told("The hour of the interview comes, and nobody is there.")
async def missed(world: World) -> None:
    await until_the_interview(world)
    await move(world, State.MISSED)


@told("The interview is held.")
async def interviewed(world: World) -> None:
    await until_the_interview(world)
    await move(world, State.INTERVIEWED)


@told("The commune decides.")
async def decided(world: World) -> None:
    await move(world, State.DECIDED, Role.COMMUNE_CHIEF, Facts(outcome=Outcome.POOR_1))


@told("The supervisor above the commune answers it.")
async def answered_above(world: World) -> None:
    await move(world, State.DECIDED, Role.SUPERVISOR, Facts(outcome="mended"))


@told("The card is ordered.")
async def ordered(world: World) -> None:
    await move(world, State.CARD_PENDING)


@told("The card comes to the office.")
async def card_ready(world: World) -> None:
    await move(world, State.CARD_READY)


@told("The card is handed over.")
async def collected(world: World) -> None:
    await move(world, State.CARD_COLLECTED)


@told("The commune closes the request.")
async def closed(world: World) -> None:
    await move(world, State.CLOSED, Role.COMMUNE_CHIEF)


@told("Another phone asked for the same home too, and the office joins this request to that one.")
async def joined(world: World) -> None:
    neighbour = await world.house.people.remember("+85598765431", world.language)
    kept = await file_for(world, neighbour.id, own=False)
    await move(world, State.DUPLICATE, facts=Facts(kept=kept.reference))


@told("The request is sent on to Tuol Tumpung Ti Pir.")
async def sent_on(world: World) -> None:
    await move(world, State.TRANSFERRED, facts=Facts(commune=WITH_NUMBER))


@told("An officer takes the request and asks: {question} To be answered with {kind}.")
async def asked(world: World, question: str, kind: str) -> None:
    await taken(world)
    await asked_again(world, question, kind)


@told("The officer asks: {question} To be answered with {kind}.")
async def asked_again(world: World, question: str, kind: str) -> None:
    await move(world, State.NEEDS_INFO, facts=Facts(answer=KINDS[kind]), reason=question)


@told("The officer has the answer already, and goes on.")
async def resumed(world: World) -> None:
    officer = await world.officer()
    request = await world.request()
    await world.house.queue.do(officer, request.reference, Act.RESUME, channel=Channel.CONSOLE, reason=WHY)


@told("Between the next key and the screen that follows it, the officer has the answer already.")
async def resumed_at_once(world: World) -> None:
    """No screen lies between the two readings: only an act of that very moment comes between them."""
    household = world.house.requests
    real = household.question

    async def question(person_id: str, request_id: str) -> Question | None:
        undo()
        await resumed(world)
        return await real(person_id, request_id)

    def undo() -> None:
        vars(household).pop("question", None)

    vars(household)["question"] = question
    world.undo.callback(undo)


@told("The request is taken from this number: it was another home's.")
async def taken_from_number(world: World) -> None:
    """No officer can do this by a page: who administers the database does it."""
    stranger = await world.house.people.remember("+85598765432", world.language)
    request = await world.request()
    moved = update(requests).where(requests.c.id == request.id).values(person_id=stranger.id)
    await world.house.database.write(lambda connection: connection.execute(moved))


@told("A new map comes, without the commune {code}.")
async def off_the_map(world: World, code: str) -> None:
    places = world.house.services.places
    real = places.get
    vars(places)["get"] = lambda wanted: None if wanted == code else real(wanted)
    world.undo.callback(lambda: vars(places).pop("get"))


async def move(
    world: World,
    to: State,
    role: Role = Role.COMMUNE_OFFICER,
    facts: Facts = NO_FACTS,
    reason: str = WHY,
) -> None:
    """A step that an officer of this role makes; with a reason, which some ask for and none refuses."""
    officer = await world.officer(role)
    request = await world.request()
    await world.house.queue.move(
        officer, request.reference, to, channel=Channel.CONSOLE, reason=reason, facts=facts
    )


async def until_the_interview(world: World) -> None:
    interview = (await world.request()).interview
    assert interview is not None
    world.clock.advance((interview.at - world.clock.now()).total_seconds() + 60)
