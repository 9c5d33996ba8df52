"""The supervisor's numbers equal an independent recount from the audit trail: every one on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from random import Random

import pytest
from aiohttp import ClientSession

from console.figures.routes import TOPICS
from console.tongue import Tongue
from console.wording.answers import CHANNELS, HELPERS, NEEDS
from console.wording.circumstances import HEADED, SHOCKS
from console.wording.kinds import name as kind_name
from console.wording.states import WORDS
from core.figures.phones import pseudonym
from core.lookups import Lookups
from core.requests.circumstances import HeadSex, Shock
from core.requests.states import State
from tests.console.figures.lived import Weeks
from tests.console.figures.reading import cases, outbox, tables
from tests.console.figures.recounted import Recount
from tests.console.office import WHO, Clerk, Office

UNDELIVERED = ("failed", "maybe_sent")
STATUSES = ("sent", "covered", "pending", "sending", *UNDELIVERED, "recalled")
Lines = dict[str, tuple[str, ...]]


def lines(told: Iterable[tuple[str, Iterable[object]]], total: bool = True, skip: int | None = None) -> Lines:
    """As a page writes them, with the line that sums them."""
    rows = [(name, tuple(numbers)) for name, numbers in told]
    found = {name: tuple(map(written, numbers)) for name, numbers in rows}
    if total and rows:
        sums = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
        found["Together"] = tuple("–" if at == skip else written(n) for at, n in enumerate(sums))
    return found


def written(number: object) -> str:
    """A number on a page."""
    if number is None:
        return "–"
    return str(int(number)) if number == int(number) else str(number)  # type: ignore[call-overload]


def stretches(recount: Recount, _: Tongue) -> Lines:
    """The days one by one, or by sevens that end today."""
    days = [recount.today - timedelta(days=n) for n in range(recount.days)][::-1]
    size = 1 if recount.days == 7 else 7
    ends = range(len(days), 0, -size)
    told = []
    for end in sorted(ends):
        some = days[max(0, end - size) : end]
        name = " – ".join(dict.fromkeys((_.day_and_month(some[0]), _.day_and_month(some[-1]))))
        told.append((name, recount.flow(first=some[0], last=some[-1])))
    return lines(told)


def having(sent: Counter[tuple[str, str]], status: str, part: str = "") -> int:
    """How many notices have this status, of requests of this part."""
    return sum(n for (where, its), n in sent.items() if its == status and where.startswith(part))


def expected(weeks: Weeks, recount: Recount, sent: Counter[tuple[str, str]]) -> dict[str, Lines]:
    """Every table of every page."""
    house = weeks.office.house
    _ = Tongue(house.services.words, "en")
    lookups, officers = Lookups(house.ring), {each.id: each.name for each in weeks.officers.values()}
    states = recount.states()
    order = [str(state) for state in State]
    places = {part: _.place(part) for part in recount.parts}
    filed = [case.filed for case in recount.filed()]
    needs = recount.needs()
    steps = recount.steps()
    step_names = [(_(WORDS[State(state)]), state) for state in order]
    return {
        "states": lines(((_(WORDS[State(each)]), states[each]) for each in order if each in states), skip=7),
        "places": lines((places[part], told) for part, told in recount.places().items()),
        "time": stretches(recount, _),
        "done": lines((places[part], recount.flow(part)) for part in recount.parts),
        "steps": lines(
            (
                (name, steps[state])
                for name, state in [*step_names, ("From filing to a decision", "whole")]
                if state in steps
            ),
            total=False,
        ),
        "officers": lines((officers[one], told) for one, told in recount.officers().items()),
        "needs": lines(
            [
                *((_(said), [count]) for said, count in zip(NEEDS.values(), needs[1:5], strict=True)),
                ("not asked or not told", [needs[5]]),
                ("All that were filed", [needs[0]]),
            ],
            total=False,
        ),
        "heads": lines(
            (_(HEADED[head]), [count]) for head, count in zip(HeadSex, recount.heads(), strict=True)
        ),
        "needs-by-place": lines(
            (places[part], (*recount.needs(part), *recount.heads(part))) for part in recount.parts
        ),
        "shocks": lines(
            (_(SHOCKS[shock]), [count]) for shock, count in zip(Shock, recount.shocks(), strict=True)
        ),
        "shocks-by-place": lines((places[part], recount.shocks(part)) for part in recount.parts),
        "kinds": lines(
            (kind_name(kind, _), [count]) for kind, count in Counter(one.kind for one in filed).items()
        ),
        "ways": lines(
            [(_(CHANNELS["ussd"]), [sum(one.role == role for one in filed) for role in (None, *HELPERS)])]
            if filed
            else []
        ),
        "notices": lines([("Text message", [having(sent, each) for each in STATUSES])] if sent else []),
        "undelivered": lines(
            (places[part], [having(sent, status, part) for status in UNDELIVERED]) for part in recount.parts
        ),
        "order": lines((places[part], told) for part, told in recount.order().items()),
        "phones": lines(
            ((pseudonym(lookups, phone), told) for phone, told in recount.phones().items()), total=False
        ),
    }


def with_something(told: Lines, places: set[str]) -> Lines:
    """Without the parts of an area in which there is nothing: a page leaves them out."""
    return {name: cells for name, cells in told.items() if name not in places or {*cells} - {"0", "–"}}


async def all_pages(clerk: Clerk, query: str) -> dict[str, Lines]:
    """Every table of every page."""
    found: dict[str, Lines] = {}
    for topic in TOPICS:
        page = await clerk.see(f"/console/figures/{topic}{query}")
        assert page.status == 200, page.text[-600:]
        found |= tables(page.text)
    return found


async def compared(weeks: Weeks, username: str, area: str | None, days: int) -> dict[str, Lines]:
    """The pages of an officer against the recount; the tables that were compared."""
    office, whole = weeks.office, area or "12"
    depth = min(len(whole) + 2, 6)
    codes = [place.code for place in office.house.places.children(whole)] if len(whole) < 6 else [whole]
    everybody = await cases(office.house.database, weeks.filed)
    recount = Recount(
        cases=[case for case in everybody if case.commune.startswith(whole)],
        everybody=everybody,
        area=whole,
        parts=[code for code in codes if len(code) == depth],
        days=days,
        now=office.clock.now(),
        written=weeks.written,
    )
    rows = await outbox(office.house.database)
    sent = Counter(
        (where, status)
        for where, status, due in rows
        if where.startswith(whole) and (status == "pending" or (due <= recount.now and recount.counted(due)))
    )
    query = f"?days={days}" + (f"&area={area}" if area else "")
    async with ClientSession(office.url, headers={WHO: username}) as session:
        found = await all_pages(Clerk(weeks.officers[username], session), query)
    wanted = {
        name: with_something(
            told, {Tongue(office.house.services.words, "en").place(part) for part in codes if part != whole}
        )
        for name, told in expected(weeks, recount, sent).items()
    }
    assert found.keys() == {name for name, told in wanted.items() if told}
    for name, told in found.items():
        assert told == wanted[name], f"{name} of {whole} over {days} days"
    return found


async def test_every_number_equals_a_recount_from_the_audit_trail(held_office: Office) -> None:
    weeks = Weeks(held_office, Random(7))
    await weeks.live(days=10, acts=5)
    await weeks.see_to_all()
    for username, area, days in (
        ("above", None, 30),
        ("above", "1201", 7),
        ("province", "120109", 90),
    ):
        found = await compared(weeks, username, area, days)
    assert found["states"]
    assert {word for told in weeks.written.values() for word in told.values()} > {"woman", "not_asked"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_so_it_does_after_a_longer_time(quick_office: Office, seed: int) -> None:
    weeks = Weeks(quick_office, Random(seed))
    await weeks.live(days=21, acts=30)
    seen: set[str] = set()
    for area, days in ((None, 7), (None, 30), ("1201", 30), ("120201", 90)):
        found = await compared(weeks, "above", area, days)
        seen |= {name for name, told in found.items() if told}
    assert seen >= {"states", "places", "time", "done", "steps", "officers", "order", "phones", "notices"}
