"""Some weeks of an office, drawn by lot: who files what from which phone, who does what to it.

What is kept of it here is only what the audit does not tell: where, by whom and for whom a request was filed.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from core.acts import Act
from core.carriers import Carrier
from core.dossiers import Dossier
from core.officers import Officer
from core.outbox import Status
from core.requests import kinds
from core.requests.circumstances import HeadSex, Shock
from core.requests.errors import RequestError
from core.requests.facts import Facts
from core.requests.questions import AnswerKind, Reply
from core.requests.request import HelperRole, Interview, InterviewPlace, Need, Request
from core.requests.states import State
from core.roles import Role
from core.working_days import CAMBODIA
from tests.console.office import Office

COMMUNES = ("120109", "120101", "120201")
_DONE = {
    Act.TAKE, Act.ASSIGN, Act.HAND_BACK, Act.HAND_OVER, Act.SKIP, Act.NOTE, Act.SHOW_PHONE, Act.TRANSFER,
    Act.ASK, Act.RESUME, Act.SCHEDULE, Act.INTERVIEWED, Act.MISSED, Act.GIVE_UP, Act.DECIDE, Act.ORDER_CARD,
    Act.CARD_READY, Act.CARD_COLLECTED, Act.CLOSE, Act.UPHOLD, Act.RE_INTERVIEW, Act.MERGE, Act.UNMERGE,
    Act.REOPEN, Act.DESCRIBE,
}  # fmt: skip
_ONWARD = (Act.TAKE, Act.SCHEDULE, Act.INTERVIEWED, Act.DECIDE, Act.DESCRIBE)
_KINDS = ("assessment", "assessment", "assessment", "lost_card", "payment_problem")


@dataclass(frozen=True)
class Filed:
    """One filing, as it was made."""

    id: str
    reference: str
    commune: str
    phone: str
    role: str | None
    kind: str
    needs: frozenset[Need] | None


@dataclass
class Weeks:
    """The office, its people, and what was filed."""

    office: Office
    chance: Random
    officers: dict[str, Officer] = field(default_factory=dict)
    filed: list[Filed] = field(default_factory=list)
    refused: int = 0
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    """By request: what officers wrote down of its home at last."""

    async def live(self, days: int, acts: int) -> None:
        """So many days, with so many acts of officers each."""
        await self._employ()
        shared = [await self.office.house.people.remember(f"+8551100000{n}", "km") for n in range(2)]
        for _ in range(days):
            for _ in range(self.chance.randrange(4)):
                await self._try(self._file([each.id for each in shared]))
            for _ in range(acts):
                await self._try(self._work())
                self.office.clock.advance(minutes=self.chance.randrange(5, 60))
            await self._try(self._household())
            await self._carry()
            self.office.clock.advance(hours=self.chance.randrange(8, 20))
            await self.office.house.queue.release_expired()

    async def _employ(self) -> None:
        for commune in COMMUNES:
            for name in ("first", "second"):
                username = f"{name}{commune}"
                self.officers[username] = await self.office.employ(username, area=commune)
            chief = f"chief{commune}"
            self.officers[chief] = await self.office.employ(chief, Role.COMMUNE_CHIEF, commune)
        self.officers["above"] = await self.office.employ("above", Role.SUPERVISOR, "12")
        self.officers["province"] = await self.office.employ("province", Role.PDOP_REVIEWER, "12")

    async def _try(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except RequestError:
            self.refused += 1

    async def _file(self, shared: list[str]) -> None:
        chance = self.chance
        kind, commune = chance.choice(_KINDS), chance.choice(COMMUNES)
        needs = frozenset(need for need in Need if chance.random() < 0.3) if kind == "assessment" else None
        given: dict[str, Any] = {"kind": kind, "needs": needs, "people": 4 if needs is not None else None}
        if chance.random() < 0.4:
            given["person_id"] = chance.choice(shared)
        if chance.random() < 0.4:
            given |= {"own": False, "helper_role": chance.choice(list(HelperRole))}
        request = await self.office.file(commune, **given)
        role = str(request.helper_role) if request.helper_role else None
        self.filed.append(Filed(request.id, request.reference, commune, request.person_id, role, kind, needs))

    async def _work(self) -> None:
        queue, officer = self.office.house.queue, self.chance.choice(list(self.officers.values()))
        if not self.filed:
            return
        dossier = await queue.show(officer, self.chance.choice(self.filed).reference)
        possible = sorted(dossier.acts & _DONE)
        if not possible:
            return
        await self._act(officer, dossier, self.chance.choice(possible))

    async def see_to_all(self) -> None:
        """What can be is interviewed, or decided, and described: by one officer of each commune."""
        queue = self.office.house.queue
        for one in self.filed:
            commune = (await queue.show(self.officers["above"], one.reference)).request.commune
            officer = self.officers[f"first{commune}"]
            for act in _ONWARD:  # none of them moves it elsewhere
                dossier = await queue.show(officer, one.reference)
                if act in dossier.acts:
                    await self._try(self._act(officer, dossier, act))

    async def _act(self, officer: Officer, dossier: Dossier, act: Act) -> None:
        # a reason to take is given only where it is another's turn: by that the recount knows it
        wanted = dossier.out_of_turn if act is Act.TAKE else act in dossier.asks_why
        await self._do(officer, dossier.request, act, "because" if wanted or act is Act.ASK else None)

    async def _do(self, officer: Officer, request: Request, act: Act, reason: str | None) -> None:
        queue, reference = self.office.house.queue, request.reference
        if act is Act.SKIP:
            await queue.skip(officer, reference, channel="console", reason="they are away")
        elif act is Act.NOTE:
            await queue.note(officer, reference, "a note", channel="console")
        elif act is Act.DESCRIBE:
            told = self._home()
            await queue.describing.describe(officer, reference, channel="console", **told)
            self._write(request, told)
        elif act is Act.SHOW_PHONE:
            await queue.phone(officer, reference, channel="console")
        elif act is Act.HAND_OVER:
            other = self.chance.choice(await queue.colleagues(officer, reference))
            await queue.hand_over(officer, reference, other.id, channel="console", reason="ill")
        else:
            facts = Facts(**await self._facts(officer, request, act))
            await queue.do(officer, reference, act, channel="console", reason=reason, facts=facts)
            self._write(request, {"head": facts.head, "shock": facts.shock})

    def _home(self) -> dict[str, Any]:
        """Of its two parts, those that are stated."""
        told = {"head": self.chance.choice([*HeadSex]), "shock": self.chance.choice([*Shock])}
        return {name: word for name, word in told.items() if self.chance.random() < 0.7}

    def _write(self, request: Request, told: dict[str, Any]) -> None:
        stated = {name: str(word) for name, word in told.items() if word is not None}
        self.written.setdefault(request.id, {}).update(stated)

    async def _facts(self, officer: Officer, request: Request, act: Act) -> dict[str, Any]:
        chance, queue = self.chance, self.office.house.queue
        if act is Act.SCHEDULE:
            day = chance.choice(queue.interview_days(request))
            at = datetime.combine(day, time(9), CAMBODIA)
            return {"interview": Interview(at, InterviewPlace.OFFICE), "any_day": True}
        if act is Act.ASSIGN:
            return {"officer": chance.choice(await queue.colleagues(officer, request.reference)).id}
        if act is Act.MERGE:
            return {"kept": chance.choice(self.filed).reference}
        told: dict[Act, dict[str, Any]] = {
            Act.TRANSFER: {"commune": chance.choice(COMMUNES)},
            Act.ASK: {"answer": AnswerKind.YES_NO},
            Act.INTERVIEWED: {"tablet": "OD-2026-1", **self._home()},
            Act.DECIDE: {"outcome": chance.choice(kinds.of(request.kind).outcomes).code, **self._home()},
        }
        return told.get(act, {})

    async def _household(self) -> None:
        """One of them answers, comes for its card, asks for a review, or wants no more."""
        requests, one = self.office.house.requests, self.chance.choice(self.filed) if self.filed else None
        if one is None:
            return
        mine = next((each for each in await requests.of(one.phone) if each.id == one.id), None)
        if mine is None:
            return
        if mine.state is State.NEEDS_INFO:
            await requests.answer_question(one.phone, one.id, Reply.YES, channel="ussd")
        elif mine.state in (State.DECIDED, State.CLOSED):
            await requests.move(one.phone, one.id, State.APPEALED, channel="ussd", version=mine.version)
        elif self.chance.random() < 0.3:
            await requests.withdraw(one.phone, one.id, channel="ussd", version=mine.version)

    async def _carry(self) -> None:
        outbox = self.office.house.outbox
        for notice in await outbox.take(Carrier.SMS, 3):
            ending = self.chance.choice([Status.SENT, Status.FAILED, Status.MAYBE_SENT, None])
            if ending:
                await outbox.settle(notice, ending)
            else:
                await outbox.put_back(notice, timedelta(hours=1))
