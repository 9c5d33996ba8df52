"""Where requests wait, as tables and pictures."""

from __future__ import annotations

from console.figures import charts
from console.figures.charts import Picture, Series
from console.figures.tables import Exhibit, Parts, Row, Table, summed
from console.figures.topic import Asked, Shown
from console.tongue import Tongue
from console.wording.states import WORDS
from core.figures.count import Told
from core.figures.waiting import AGES, UP_TO, WAITING, Waiting
from core.requests.states import State
from core.working_days import day_of
from flows.messages import N_

_MOST = 30
"""How many places a picture has room for."""
_PARTS = (Parts((1,), total=0, rest=True), Parts(tuple(2 + age for age in AGES), total=0))
_SAME = dict(enumerate(("open", "late", *(f"age-{age}" for age in AGES))))
_NOTE = N_(
    "Days are counted from when a request joined the line of its commune. "
    "Late: its present step is past its day."
)


async def build(asked: Asked) -> Shown:
    """What is open now, by state and by place."""
    told = await asked.told(WAITING)
    return Shown(told, (_by_state(asked, told), _by_place(asked, told)))


def _by_state(asked: Asked, told: Told[Waiting]) -> Exhibit:
    _, what = asked._, told.what
    rows = tuple(_of_state(told, state, _) for state in State if what.number(state=state))
    table = Table(
        name="states",
        title=_("By state and by how long they wait"),
        head=(_("State"), *_heads(_), _("Longest, in days")),
        rows=rows,
        total=summed(_("Together"), rows, skip=(2 + len(AGES),)) if rows else None,
        note=_(_NOTE),
        parts=_PARTS,
        measures=(2 + len(AGES),),
        same=_SAME,
    )
    picture = Picture(
        name="states",
        title=_("How long open requests wait, by state"),
        description=_("A bar for each state, darker for what waits longer. The table has the same numbers."),
        labels=[row.name for row in rows],
        series=[
            Series(_age(age, _), charts.AGES[age], [row.number(2 + age) for row in rows]) for age in AGES
        ],
    )
    return Exhibit(table, charts.for_each_screen(charts.stacked, picture) if rows else "", picture.key)


def _of_state(told: Told[Waiting], state: State, _: Tongue) -> Row:
    what = told.what
    ages = tuple(what.number(state=state, age=age) for age in AGES)
    longest = (told.span.today - day_of(what.oldest[state])).days
    return Row(_(WORDS[state]), (sum(ages), what.late_number(state=state), *ages, longest))


def _by_place(asked: Asked, told: Told[Waiting]) -> Exhibit:
    _, what = asked._, told.what
    rows = asked.by_place(told.scope, lambda part: _of_part(what, part))
    table = Table(
        name="places",
        title=_("By place"),
        head=(asked.place_heading(told.scope), *_heads(_)),
        rows=rows,
        total=summed(_("Together"), rows),
        parts=_PARTS,
        same=_SAME,
    )
    busiest = sorted((row for row in rows if row.cells[0]), key=lambda row: -row.number(0))[:_MOST]
    picture = Picture(
        name="places",
        title=_("Open requests, and how many of them are late, by place"),
        description=_("A bar for each place, hatched for what is late. The table has the same numbers."),
        labels=[row.name for row in busiest],
        series=[
            Series(_("in time"), charts.PLAIN, [row.number(0) - row.number(1) for row in busiest]),
            Series(_("late"), charts.HATCHED, [row.number(1) for row in busiest]),
        ],
    )
    return Exhibit(table, charts.for_each_screen(charts.stacked, picture) if busiest else "", picture.key)


def _of_part(what: Waiting, part: str) -> tuple[int, ...]:
    ages = tuple(what.number(part, age=age) for age in AGES)
    return (sum(ages), what.late_number(part), *ages)


def _heads(_: Tongue) -> tuple[str, ...]:
    return (_("Open"), _("Late"), *(_age(age, _) for age in AGES))


def _age(age: int, _: Tongue) -> str:
    """ "3 to 7 days"."""
    if age == 0:
        return _("Up to {days} days", days=str(UP_TO[0]))
    if age == len(UP_TO):
        return _("Over {days} days", days=str(UP_TO[-1]))
    return _("{first} to {last} days", first=str(UP_TO[age - 1] + 1), last=str(UP_TO[age]))
