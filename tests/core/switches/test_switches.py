"""What is closed is closed everywhere at once, by whoever may, and stands in the audit with its reason."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import FixedClock
from core.connecting import Work
from core.database import Database
from core.keyring import KeyRing
from core.officers import Officer
from core.roles import OFFICER_ROLES, Role
from core.switches import (
    FRESH,
    AlreadySo,
    BadMessage,
    Board,
    NoSuchSwitch,
    NotYours,
    Reason,
    Switch,
    SwitchChanged,
    Switches,
    What,
)
from core.tables import audit_entries, switch_changes
from core.unavailable import StoreUnavailable
from tests.core.conftest import Hire
from tests.core.switches.conftest import DISTRICT, REQUEST, SAID, USSD, Process

CHANNEL = "console"


async def test_what_one_process_closes_every_other_sees_within_the_time_that_is_stated(
    process: Process, operator: Officer, clock: FixedClock
) -> None:
    here, there = process(), process()
    assert not (await there.board()).closed(clock.now())
    await here.close(operator, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL)
    assert (await here.board()).script("request", clock.now())
    clock.advance(seconds=FRESH.total_seconds())
    seen = (await there.board()).script("request", clock.now())
    assert seen is not None
    assert seen.messages == SAID
    await there.open(operator, REQUEST, 1, Reason.OVER, channel=CHANNEL)
    clock.advance(seconds=FRESH.total_seconds())
    assert not (await here.board()).closed(clock.now())


async def test_a_process_reads_once_however_many_ask(
    process: Process, clock: FixedClock, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, read, reads = process(), database.read, []

    async def counted(work: Work[Board]) -> Board:
        reads.append(work)
        return await read(work)

    monkeypatch.setattr(database, "read", counted)
    await asyncio.gather(*(here.board() for _ in range(100)))
    assert len(reads) == 1
    clock.advance(seconds=FRESH.total_seconds() / 2)
    await here.board()
    assert len(reads) == 1


async def test_a_clock_that_was_set_back_keeps_nothing_old(
    process: Process, operator: Officer, clock: FixedClock
) -> None:
    here, there = process(), process()
    await here.board()
    await there.close(operator, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL)
    clock.advance(hours=-1)
    assert (await here.board()).change(REQUEST)


async def test_an_end_opens_by_itself_and_one_that_is_past_is_none(
    switches: Switches, operator: Officer, clock: FixedClock
) -> None:
    until = clock.now() + timedelta(hours=3)
    await switches.close(operator, REQUEST, 0, Reason.UPKEEP, SAID, until=until, channel=CHANNEL)
    clock.advance(hours=3, seconds=-1)
    assert (await switches.board()).script("request", clock.now())
    clock.advance(seconds=1)
    assert not (await switches.board()).script("request", clock.now())
    with pytest.raises(ValueError, match="ahead"):
        await switches.close(operator, REQUEST, 1, Reason.UPKEEP, SAID, until=until, channel=CHANNEL)


async def test_what_is_closed_is_told_in_words_for_health_and_figures(
    switches: Switches, operator: Officer, clock: FixedClock
) -> None:
    until = clock.now() + timedelta(hours=1)
    await switches.close(operator, USSD, 0, Reason.UPKEEP, SAID, until=until, channel=CHANNEL)
    await switches.close(operator, DISTRICT, 0, Reason.UPKEEP, SAID, channel=CHANNEL)
    assert await switches.words() == ["area_1201", "channel_ussd"]
    clock.advance(hours=1)
    assert await switches.counts() == {"area_1201": 1}


@pytest.mark.parametrize("area", ["12", "1201", "120101"])
async def test_an_area_closes_the_intake_of_all_its_communes_and_of_no_other(
    switches: Switches, operator: Officer, clock: FixedClock, area: str
) -> None:
    await switches.close(operator, Switch(What.AREA, area), 0, Reason.EMERGENCY, SAID, channel=CHANNEL)
    board = await switches.board()
    assert board.intake("120101", clock.now())
    assert not board.intake("170404", clock.now())
    assert not board.script("request", clock.now())
    assert not board.channel("ussd", clock.now())


async def test_of_a_commune_and_its_province_the_nearer_one_is_told(
    switches: Switches, operator: Officer, clock: FixedClock
) -> None:
    for area in ("12", "120101"):
        await switches.close(operator, Switch(What.AREA, area), 0, Reason.ORDERED, SAID, channel=CHANNEL)
    told = (await switches.board()).intake("120101", clock.now())
    assert told is not None
    assert told.switch.code == "120101"


async def test_every_change_stands_in_the_audit_with_who_and_why(
    switches: Switches, operator: Officer, database: Database, ring: KeyRing
) -> None:
    await switches.close(operator, USSD, 0, Reason.OVERLOAD, SAID, channel=CHANNEL)
    await switches.open(None, USSD, 1, Reason.OVER, channel="terminal")

    async def entries(connection: AsyncConnection) -> list[tuple[object, ...]]:
        columns = ("act", "actor_id", "role", "from_word", "to_word", "version", "channel")
        query = select(*(audit_entries.c[name] for name in columns)).order_by(audit_entries.c.number)
        return [tuple(row) for row in await connection.execute(query)]

    assert await database.read(entries) == [
        ("officer:switch:closed", operator.id, "operator", "channel_ussd", "overload", 1, "console"),
        ("system:switch:opened", None, "system", "channel_ussd", "over", 2, "terminal"),
    ]


async def test_of_two_supervisors_at_once_one_is_told_that_it_was_changed(
    process: Process, hire: Hire, clock: FixedClock, database: Database
) -> None:
    dara, vanna = [await hire(name, Role.OPERATOR, []) for name in ("dara2", "vanna")]
    done = await asyncio.gather(
        process().close(dara, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL),
        process().close(vanna, REQUEST, 0, Reason.ORDERED, SAID, channel=CHANNEL),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in done) == ["Change", "SwitchChanged"]
    rows = select(switch_changes.c.version)
    assert (await database.read(lambda wire: wire.execute(rows))).all() == [(1,)]
    entries = select(audit_entries.c.id)
    assert len((await database.read(lambda wire: wire.execute(entries))).all()) == 1


@pytest.mark.parametrize("version", [0, 2, 7])
async def test_whoever_looked_at_another_version_changes_nothing(
    switches: Switches, operator: Officer, version: int
) -> None:
    await switches.close(operator, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL)
    with pytest.raises(SwitchChanged):
        await switches.open(operator, REQUEST, version, Reason.OVER, channel=CHANNEL)
    assert [change.version for change in await switches.history(REQUEST)] == [1]


async def test_what_is_open_cannot_be_opened(
    switches: Switches, operator: Officer, clock: FixedClock
) -> None:
    with pytest.raises(AlreadySo):
        await switches.open(operator, REQUEST, 0, Reason.OVER, channel=CHANNEL)
    until = clock.now() + timedelta(hours=1)
    await switches.close(operator, REQUEST, 0, Reason.UPKEEP, SAID, until=until, channel=CHANNEL)
    clock.advance(hours=2)
    with pytest.raises(AlreadySo):
        await switches.open(operator, REQUEST, 1, Reason.OVER, channel=CHANNEL)


async def test_only_the_operators_supervisor_changes_anything_and_with_areas_only_their_intake(
    switches: Switches, hire: Hire
) -> None:
    for number, (role, areas) in enumerate(product(OFFICER_ROLES, ([], ["12"], ["17"]))):
        officer = await hire(f"o{number}", role, areas)
        for switch in (REQUEST, USSD, DISTRICT):
            may = role is Role.OPERATOR and (not areas or (switch is DISTRICT and areas == ["12"]))
            version = getattr((await switches.fresh()).change(switch), "version", 0)
            try:
                await switches.close(officer, switch, version, Reason.FAULT, SAID, channel=CHANNEL)
            except NotYours:
                assert not may
            else:
                assert may


@pytest.mark.parametrize(
    "switch", [Switch(What.SCRIPT, "nothing"), Switch(What.CHANNEL, "fax"), Switch(What.AREA, "99")]
)
async def test_what_there_is_not_cannot_be_closed(
    switches: Switches, operator: Officer, switch: Switch
) -> None:
    with pytest.raises(NoSuchSwitch):
        await switches.close(operator, switch, 0, Reason.FAULT, SAID, channel=CHANNEL)


@pytest.mark.parametrize("word", ["", "area", "area_1", "area_12345678", "script_", "script_a b", "menu_x"])
def test_a_word_that_names_no_switch_is_none(word: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whichever part of it is wrong
        Switch.of(word)


async def test_without_a_message_in_both_languages_nothing_is_closed(
    switches: Switches, operator: Officer, clock: FixedClock
) -> None:
    for missing in SAID:
        said = {language: words for language, words in SAID.items() if language != missing}
        with pytest.raises(BadMessage):
            await switches.close(operator, REQUEST, 0, Reason.FAULT, said, channel=CHANNEL)
    assert not (await switches.fresh()).closed(clock.now())


async def test_while_the_database_is_away_what_it_last_said_holds_and_nothing_is_guessed(
    process: Process,
    operator: Officer,
    clock: FixedClock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    knowing, new = process(), process()
    await knowing.close(operator, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL)
    await knowing.board()

    async def away(work: object) -> object:
        raise StoreUnavailable("away")

    monkeypatch.setattr(database, "read", away)
    clock.advance(hours=1)
    for _ in range(2):
        assert (await knowing.board()).script("request", clock.now())
        with pytest.raises(StoreUnavailable):
            await knowing.fresh()
    with pytest.raises(StoreUnavailable):
        await new.board()


async def test_what_was_being_read_as_a_switch_was_closed_is_not_gone_by_afterwards(
    switches: Switches,
    operator: Officer,
    clock: FixedClock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, was_read, go_on = database.read, asyncio.Event(), asyncio.Event()

    async def slow(work: Work[Board]) -> Board:
        found = await read(work)
        was_read.set()
        await go_on.wait()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(database, "read", slow)
        caller = asyncio.create_task(switches.board())
        await was_read.wait()
    await switches.close(operator, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL)
    go_on.set()
    await caller
    assert (await switches.board()).script("request", clock.now())


async def test_a_switch_has_its_own_story_however_often_others_were_changed(
    switches: Switches, operator: Officer
) -> None:
    await switches.close(operator, REQUEST, 0, Reason.FAULT, SAID, channel=CHANNEL)
    for version in range(3):
        await switches.close(operator, USSD, version, Reason.FAULT, SAID, channel=CHANNEL)
    assert [change.switch for change in await switches.history(REQUEST, most=2)] == [REQUEST]
    assert [change.version for change in await switches.history(USSD, most=2)] == [3, 2]
