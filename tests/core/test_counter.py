"""At the counter: filed for who comes or calls, vouched for by the officer, told to their own number."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import pytest
import pytest_asyncio

from core import chance
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.counter import CounterFiling
from core.database import Database
from core.notices import NoticeKind
from core.officers import Officer
from core.outbox import Outbox
from core.people import People, PersonUnknown
from core.queue import Queue
from core.requests.errors import InvalidFiling, NotAllowed, OpenAlready, TooLong, Unknown
from core.requests.household import Requests
from core.requests.request import Answers, Contact, HelperRole, Identity
from core.requests.states import State
from core.roles import CASE_ROLES, OFFICER_ROLES, Role
from tests.core.conftest import Hire, MakeFiling

PHONE = "+85512345678"
READ = "I send what you tell me to the commune office. Do you agree?"

Take: TypeAlias = Callable[..., CounterFiling]


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest.fixture
def form(clock: FixedClock) -> Take:
    """A form as the officer fills it in; what is given stands instead."""

    def make(**given: Any) -> CounterFiling:
        consent = Consent("request", version_of(READ), READ, "en", "counter", clock.now())
        filled = CounterFiling(
            form=chance.identifier(),
            phone=PHONE,
            own=True,
            commune="120101",
            contact=Contact.CALL_AND_TEXT,
            consent=consent,
            language="km",
            identity=Identity(name="សុខ ដារ៉ា"),
            people=4,
        )
        return replace(filled, **given)

    return make


async def test_what_an_officer_files_stands_in_the_queue_at_once(
    queue: Queue, requests: Requests, people: People, outbox: Outbox, sok: Officer, form: Take
) -> None:
    filed = (await queue.counter.file(sok, form())).request
    assert (filed.state, filed.filed_by, filed.channel) == (State.QUEUED, sok.id, "counter")
    dossier = await queue.show(sok, filed.reference)
    assert dossier.request.identity == Identity(name="សុខ ដារ៉ា")
    assert dossier.steps[0].actor == sok.actor
    person = await people.find(PHONE)
    assert person
    [own] = await requests.of(person.id)
    assert own.id == filed.id
    assert [notice.kind for notice in await outbox.inbox(person.id)] == [NoticeKind.REQUEST_RECEIVED]


async def test_names_are_sealed_and_the_consent_says_how_it_was_given(
    queue: Queue, sok: Officer, form: Take, database: Database
) -> None:
    await queue.counter.file(sok, form(identity=Identity("Dara", "Sophea", "CARD-77", "ID-88")))

    async def told(table: str) -> str:
        rows = await database.read(lambda c: c.exec_driver_sql(f"SELECT * FROM {table}"))  # noqa: S608
        return repr(rows.all())

    stored = "".join([await told(table) for table in ("requests", "request_marks", "request_steps")])
    for personal in ("Dara", "Sophea", "CARD", "CARD77", "ID88", "ID-88"):
        assert personal not in stored
    assert "counter" in await told("consents")


async def test_who_has_a_request_already_gets_no_second_by_the_counter(
    queue: Queue, requests: Requests, people: People, filing: MakeFiling, sok: Officer, form: Take
) -> None:
    own = (await requests.submit(filing(await people.remember(PHONE, "en")))).request
    with pytest.raises(OpenAlready) as refused:
        await queue.counter.file(sok, form())
    assert refused.value.own.id == own.id
    helped = form(own=False, helper_role=HelperRole.NEIGHBOUR, identity=Identity(helper_name="Dara"))
    assert (await queue.counter.file(sok, helped)).request.own is False
    person = await people.find(PHONE)
    assert person
    assert person.language == "en"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"phone": None, "contact": Contact.NONE, "identity": Identity(name="\u200b.")}),
        ("name", {"phone": None, "contact": Contact.NONE, "identity": Identity(card="1234")}),
        ("helper_name", {"own": False, "helper_role": HelperRole.NEIGHBOUR}),
    ],
)
async def test_nothing_is_filed_by_which_nobody_could_be_found_again(
    queue: Queue, sok: Officer, form: Take, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(InvalidFiling) as refused:
        await queue.counter.file(sok, form(**given))
    assert refused.value.field == field
    assert (await queue.counter.file(sok, form(identity=Identity()))).request.identity == Identity()


async def test_an_officer_files_any_kind_and_several_programmes_at_once(
    queue: Queue, sok: Officer, form: Take
) -> None:
    asked: dict[str, Any] = {"programmes": ("disability", "older_people"), "card_last4": "1234"}
    filed = (await queue.counter.file(sok, form(kind="enrolment", people=None, **asked))).request
    assert (filed.kind, filed.answers) == ("enrolment", Answers(**asked))
    with pytest.raises(InvalidFiling, match="programmes"):
        await queue.counter.file(sok, form(kind="lost_card", people=None, programmes=("disability",)))


@pytest.mark.parametrize("phone", [PHONE, None])
async def test_a_form_that_is_sent_twice_files_once(
    queue: Queue, sok: Officer, form: Take, phone: str | None
) -> None:
    filled = form(phone=phone, contact=Contact.CALL_AND_TEXT if phone else Contact.NONE)
    done = await asyncio.gather(*(queue.counter.file(sok, filled) for _ in range(4)))
    assert len({filed.request.id for filed in done}) == 1
    assert sorted(filed.repeated for filed in done) == [False, True, True, True]
    changed = await queue.counter.file(sok, replace(filled, people=9))
    assert changed.repeated
    assert changed.request.answers
    assert changed.request.answers.people == 4


async def test_who_has_no_phone_is_not_called(queue: Queue, people: People, sok: Officer, form: Take) -> None:
    filed = (await queue.counter.file(sok, form(phone=None, contact=Contact.NONE))).request
    other = (await queue.counter.file(sok, form(phone=None, contact=Contact.NONE))).request
    assert filed.person_id != other.person_id
    await queue.take(sok, filed.reference, channel="console")
    with pytest.raises(NotAllowed, match="no_contact"):
        await queue.phone(sok, filed.reference, channel="console")
    with pytest.raises(PersonUnknown):
        await people.phone_of(filed.person_id)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"phone": "012345678"}, "phone"),
        ({"phone": None}, "contact"),
        ({"helper_role": HelperRole.NEIGHBOUR}, "helper_role"),
        ({"people": 31}, "people"),
        ({"village": "17040401"}, "village"),
        ({"form": ""}, "form"),
    ],
)
async def test_what_no_form_should_let_through_is_refused(
    queue: Queue, sok: Officer, form: Take, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidFiling, match=field):
        await queue.counter.file(sok, form(**given))


async def test_a_name_of_ten_megabytes_is_refused_and_markup_is_kept_as_text(
    queue: Queue, sok: Officer, form: Take
) -> None:
    with pytest.raises(TooLong):
        await queue.counter.file(sok, form(identity=Identity(name="x" * 10_000_000)))
    name = "<script>alert(1)</script> =cmd|' /C'!A0"
    filed = (await queue.counter.file(sok, form(identity=Identity(name=f"  {name}\x07 \n")))).request
    assert filed.identity.name == name


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_only_the_commune_files_and_only_in_its_own_area(
    queue: Queue, hire: Hire, form: Take, role: Role
) -> None:
    here = await hire("here", role, ("1201",))
    if role in (Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF):
        assert (await queue.counter.file(here, form())).request.state is State.QUEUED
    else:
        with pytest.raises(Unknown):
            await queue.counter.file(here, form())
    with pytest.raises(Unknown):
        await queue.counter.file(here, form(commune="170404"))
    assert role in CASE_ROLES or role in (Role.MINISTRY_VIEWER, Role.ADMINISTRATOR, Role.OPERATOR)
