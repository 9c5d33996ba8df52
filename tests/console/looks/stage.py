"""A working morning in a commune, staged: requests in every stage, and the officers who look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.demo.calls import invent_calls
from console.counter import consent
from core import chance
from core.acts import Act
from core.carriers import Carrier
from core.counter import CounterFiling
from core.officers import Officer
from core.outbox import Status
from core.requests import kinds
from core.requests.facts import Facts
from core.requests.questions import AnswerKind
from core.requests.request import (
    Contact,
    HelperRole,
    Identity,
    Interview,
    InterviewPlace,
    Need,
    Outcome,
    Request,
)
from core.roles import Role
from core.working_days import CAMBODIA
from tests.console.office import COMMUNE, OTHER_COMMUNE, Office

PASSWORD = "ទឹកជ្រោះ ភ្នំគូលែន ២០"
HOMES: tuple[tuple[int, frozenset[Need]], ...] = (
    (1, frozenset({Need.OLDER})),
    (5, frozenset({Need.PREGNANT})),
    (4, frozenset()),
    (7, frozenset({Need.INFANT})),
    (3, frozenset({Need.OLDER, Need.DISABILITY})),
    (6, frozenset()),
    (2, frozenset({Need.OLDER})),
)


@dataclass
class Stage:
    """Officers and requests by what they are good for in a test."""

    office: Office
    officers: dict[str, Officer] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)

    async def speak(self, language: str) -> None:
        """Every officer reads this language."""
        for officer in self.officers.values():
            await self.office.house.accounts.own.set_language(officer, language)


async def set_up(office: Office) -> Stage:
    """The whole morning."""
    stage = Stage(office)
    for username, name, role, area in (
        ("sokha", "សុខា (DEMO)", Role.COMMUNE_OFFICER, COMMUNE),
        ("chan", "ចាន់ (DEMO)", Role.COMMUNE_OFFICER, COMMUNE),
        ("maly", "ម៉ាលី (DEMO)", Role.COMMUNE_CHIEF, COMMUNE),
        ("vanna", "វណ្ណា (DEMO)", Role.SUPERVISOR, "12"),
    ):
        stage.officers[username] = await employ(office, username, name, role, area)
    waiting = await _file(stage)
    await _work(stage, waiting)
    await _lose_messages(stage)
    return stage


async def _lose_messages(stage: Stage) -> None:
    """Of three texts one goes, one fails, and of one nobody knows."""
    outbox, queue = stage.office.house.outbox, stage.office.house.queue
    sent, lost, unclear = await outbox.take(Carrier.SMS, 3)
    await outbox.settle(sent, Status.SENT)
    await outbox.settle(lost, Status.FAILED, fault="absent")
    await outbox.settle(unclear, Status.MAYBE_SENT, fault="no_answer")
    found = await queue.reaching.undelivered(stage.officers["vanna"])
    stage.requests["unheard"] = found[0].request.reference


async def employ(office: Office, username: str, name: str, role: Role, area: str) -> Officer:
    """An officer with the password of the stage."""
    officer = await office.house.officers.add(username, name, role, [area])
    await office.house.accounts.give_password(officer, PASSWORD)
    return officer


async def _file(stage: Stage) -> list[Request]:
    office = stage.office
    villages = [village.code for village in office.house.places.villages(COMMUNE)]
    filed = []
    for n, (people, needs) in enumerate(HOMES):
        filed.append(await office.file(people=people, needs=needs, village=villages[n % len(villages)]))
        office.clock.advance(hours=26)
    return filed


async def _work(stage: Stage, waiting: list[Request]) -> None:
    sokha, chan, maly = (stage.officers[name] for name in ("sokha", "chan", "maly"))
    queue = stage.office.house.queue

    async def do(who: Officer, reference: str, act: Act, reason: str | None = None, **facts: Any) -> None:
        await queue.do(who, reference, act, channel="console", reason=reason, facts=Facts(**facts))

    names = ("set", "asked", "held", "decided", "taken")
    for name in names:
        taken = await queue.take_next(chan if name == "asked" else sokha, channel="console")
        assert taken is not None
        stage.requests[name] = taken.reference
    for name in ("set", "held", "decided"):
        await do(sokha, stage.requests[name], Act.SCHEDULE, interview=_interview())
    await queue.note(sokha, stage.requests["set"], "ផ្ទះនៅក្រោយវត្ត ទ្វារពណ៌ខៀវ", channel="console")
    await do(chan, stage.requests["asked"], Act.ASK, "តើនៅភូមិដដែលទេ?", answer=AnswerKind.YES_NO)
    for name in ("held", "decided"):
        await do(sokha, stage.requests[name], Act.INTERVIEWED, "គាត់មកសាលាឃុំមុន", tablet="OD-2026-00017")
    await do(maly, stage.requests["decided"], Act.DECIDE, "តាមពិន្ទុ", outcome=Outcome.POOR_2)
    await queue.skip(chan, waiting[-1].reference, channel="console", reason="ទៅស្រុកកំណើតដល់ថ្ងៃចន្ទ")
    stage.requests["waiting"] = waiting[-1].reference
    stage.office.clock.advance(hours=58)
    for name, phone in (("same", "+85512345678"), ("like", "+85512345679")):
        filed = await queue.counter.file(sokha, _at_the_counter(stage, phone))
        stage.requests[name] = filed.request.reference
    await _help(stage)
    await stage.office.house.audit_sealer.seal()
    await invent_calls(stage.office.house)


async def _help(stage: Stage) -> None:
    """One phone files for itself and for three neighbours."""
    office = stage.office
    person = await office.house.people.remember("+85512999999", "km")
    await office.file(OTHER_COMMUNE, person_id=person.id)
    for _ in range(3):
        helped = {"own": False, "helper_role": HelperRole.NEIGHBOUR}
        await office.file(OTHER_COMMUNE, person_id=person.id, **helped)


def _interview() -> Interview:
    return Interview(datetime(2026, 12, 9, 9, 30, tzinfo=CAMBODIA), InterviewPlace.HOME)


def _at_the_counter(stage: Stage, phone: str) -> CounterFiling:
    house = stage.office.house
    words, kind = house.services.words, kinds.of(kinds.ASSESSMENT)
    agreed = consent.given(words, kind, "km", "counter", house.clock.now())
    return CounterFiling(
        form=chance.identifier(),
        phone=phone,
        own=True,
        commune=COMMUNE,
        contact=Contact.CALL_ONLY,
        consent=agreed,
        language="km",
        identity=Identity(name="សុខ ចាន់ថា"),
        people=4,
        needs=frozenset({Need.OLDER}),
        village=house.places.villages(COMMUNE)[0].code,
    )
