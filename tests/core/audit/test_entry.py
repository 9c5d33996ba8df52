"""An entry says who did what, and nothing about anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.acts import AccountAct
from core.audit import Act, Entry
from core.database import Database
from core.officers import Officers
from core.people import People
from core.queue import Queue
from core.requests.household import Requests
from core.requests.request import StepKind
from core.requests.states import State
from core.roles import SYSTEM, Actor, ActorKind, Role
from tests.core.audit.conftest import Audit
from tests.core.conftest import MakeFiling

OFFICER = Actor(ActorKind.OFFICER, "0f" * 16, Role.COMMUNE_CHIEF)
SUBJECTS = {"request", "account", "person", "registry", "switch", "figures", "keys"}
NOT_AN_OFFICERS = {StepKind.ERASURE_ASKED, StepKind.ERASED}
NOW = datetime(2026, 11, 23, tzinfo=UTC)
LONGEST = 60  # audit_entries.act
FREE = st.text().filter(lambda text: not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text))


def test_every_act_keeps_to_the_grammar() -> None:
    for act in Act:
        source, subject, action = act.split(":")
        assert source in set(ActorKind)
        assert subject in SUBJECTS
        assert re.fullmatch(r"[a-z_]+", action)
        assert (act.source, act.subject) == (source, subject)
        assert len(act) <= LONGEST


def test_every_step_of_an_officer_has_an_act() -> None:
    theirs = set(StepKind) - NOT_AN_OFFICERS
    assert {f"officer:request:{kind}" for kind in theirs} <= set(Act)


def test_no_act_on_a_request_is_anything_but_a_step() -> None:
    known = {f"{actor}:request:{kind}" for actor, kind in product(ActorKind, StepKind)}
    assert {act for act in Act if act.subject == "request"} <= known


def test_no_act_on_an_account_is_without_its_word_and_no_word_without_an_act() -> None:
    assert {act.rpartition(":")[2] for act in Act if act.subject == "account"} == set(AccountAct)


@given(text=FREE.filter(bool), name=st.sampled_from(["channel", "from_word", "to_word"]))
def test_words_of_an_entry_are_code_words(text: str, name: str) -> None:
    given: dict[str, Any] = {"channel": "console", name: text}
    with pytest.raises(ValueError, match="code words"):
        Entry(Act.OFFICER_ACCOUNT_SIGNED_IN, OFFICER, NOW, **given)


@given(text=st.text(max_size=40).filter(lambda text: not re.fullmatch("[0-9a-f]{32}", text)))
def test_ids_of_an_entry_are_ids_of_ours(text: str) -> None:
    with pytest.raises(ValueError, match="ids of 32"):
        Entry(Act.OFFICER_ACCOUNT_SIGNED_IN, OFFICER, NOW, "console", subject=text)
    somebody = Actor(ActorKind.OFFICER, text, Role.COMMUNE_CHIEF)
    with pytest.raises(ValueError, match="ids of 32"):
        Entry(Act.OFFICER_ACCOUNT_SIGNED_IN, somebody, NOW, "console")


def test_an_act_is_done_by_who_can_do_it() -> None:
    with pytest.raises(ValueError, match="is not what a system does"):
        Entry(Act.OFFICER_ACCOUNT_SIGNED_IN, SYSTEM, NOW, "console")


async def test_every_step_of_a_request_is_told_and_nobody_is_named(
    audit: Audit,
    requests: Requests,
    queue: Queue,
    officers: Officers,
    people: People,
    filing: MakeFiling,
    database: Database,
) -> None:
    person = await people.remember("+85512777888", "km")
    request = (await requests.submit(filing(person, people=7, village="12010101"))).request
    officer = await officers.add("sok", "Sok Dara", Role.COMMUNE_OFFICER, ["120101"])
    await queue.take(officer, request.reference, channel="console")
    await queue.phone(officer, request.reference, channel="console")
    moved = await queue.move(
        officer, request.reference, State.QUEUED, channel="console", reason="Sister of Chan Sophea"
    )
    rows = await audit.rows()
    assert [(row.act, row.version) for row in rows if row.subject_id == request.id] == [
        ("person:request:moved", 1),
        ("system:request:moved", 2),
        ("system:request:moved", 3),
        ("officer:request:moved", 4),
        ("officer:request:phone_shown", 5),
        ("officer:request:moved", 6),
    ]
    assert moved.version == 6
    assert rows[3].actor_id == officer.id
    assert (rows[3].from_word, rows[3].to_word, rows[3].role) == ("queued", "assigned", "commune_officer")
    told = " ".join(str(value) for row in rows for value in row)
    for personal in ("777888", "12777888", request.reference, "Sok", "sok", "Sophea", "12010101", "older"):
        assert personal not in told
    await audit.sealer.seal()
    assert (await audit.verify()).sound
