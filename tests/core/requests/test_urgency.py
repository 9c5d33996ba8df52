"""Urgency: open rules, each with a reason that an officer reads; nothing but the rank is stored."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from core.database import Database
from core.requests.household import Requests
from core.requests.levels import Level
from core.requests.request import ORDINARY_RANK, Answers, Need
from core.requests.urgency import ORDINARY, Urgency, rules, urgency_of
from tests.core.conftest import MakeFiling, MakePerson

EVERY_NEED = [frozenset(c) for c in chain(*(combinations(Need, n) for n in range(5)))]


def test_who_told_nothing_is_ordinary() -> None:
    for answers in (None, Answers(), Answers(people=1), Answers(needs=frozenset())):
        assert urgency_of(answers) == ORDINARY
    assert Level.ORDINARY.rank == ORDINARY_RANK


@pytest.mark.parametrize(
    ("people", "needs", "level", "reasons"),
    [
        (1, {Need.OLDER}, Level.URGENT, ("alone_and_in_need",)),
        (2, {Need.OLDER}, Level.ORDINARY, ()),
        (5, {Need.PREGNANT}, Level.SOON, ("pregnant",)),
        (5, {Need.PREGNANT, Need.INFANT}, Level.URGENT, ("pregnant_with_infant", "pregnant", "infant")),
        (None, {Need.OLDER, Need.DISABILITY}, Level.SOON, ("older_with_disability",)),
    ],
)
def test_the_highest_level_counts_and_every_reason_is_given(
    people: int | None, needs: set[Need], level: Level, reasons: tuple[str, ...]
) -> None:
    assert urgency_of(Answers(people, frozenset(needs))) == Urgency(level, reasons)


@pytest.mark.parametrize("people", [None, 1, 2, 30])
def test_to_tell_more_never_makes_less_urgent_and_no_level_comes_without_a_reason(people: int | None) -> None:
    for fewer in EVERY_NEED:
        urgency = urgency_of(Answers(people, fewer))
        assert (urgency.level is Level.ORDINARY) == (not urgency.reasons)
        for more in EVERY_NEED:
            if fewer <= more:
                assert urgency_of(Answers(people, more)).level.rank <= urgency.level.rank


def test_every_rule_has_a_reason_of_its_own() -> None:
    reasons = [rule.reason for rule in rules()]
    assert len(reasons) == len(set(reasons))


async def test_the_rank_is_stored_when_it_is_filed_and_follows_the_answers(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    request = (await requests.submit(filing(person, people=4, needs=frozenset({Need.OLDER})))).request
    assert request.urgency_rank == Level.ORDINARY.rank
    amended = await requests.amend(person.id, request.id, channel="ussd", people=1)
    stored = await database.read(
        lambda connection: connection.exec_driver_sql("SELECT urgency_rank FROM requests")
    )
    assert stored.scalar_one() == amended.urgency_rank == Level.URGENT.rank
