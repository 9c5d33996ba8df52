"""How fast requests go, as tables and pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from console.figures import charts
from console.figures.charts import Picture, Series
from console.figures.tables import Exhibit, Parts, Row, Table, summed
from console.figures.topic import Asked, Shown
from console.tongue import Tongue
from console.wording.states import WORDS
from core.figures.count import Told
from core.figures.flow import FLOW, Flow
from core.figures.pace import PACES, Pace, Paces
from core.figures.span import WEEK, Span
from core.requests.states import ENDED, State
from flows.messages import N_

COLUMNS: Mapping[str, frozenset[State]] = {
    N_("Filed"): frozenset({State.SUBMITTED}),
    N_("Interviews held"): frozenset({State.INTERVIEWED}),
    N_("Decided"): frozenset({State.DECIDED}),
    N_("Cards collected"): frozenset({State.CARD_COLLECTED}),
    N_("Over"): ENDED,
}
"""What is counted, by the states that were entered."""
_EACH = tuple(Parts((at,)) for at in range(len(COLUMNS)))
_DRAWN = {N_("Filed"): charts.PLAIN, N_("Decided"): charts.HATCHED, N_("Over"): charts.DOTTED}


async def build(asked: Asked) -> Shown:
    """What came in and was done, and how many days each step took."""
    flow, paces = await asked.told(FLOW), await asked.told(PACES)
    return Shown(flow, (_over_time(asked, flow), _steps(asked, paces), _by_place(asked, flow)))


def _over_time(asked: Asked, told: Told[Flow]) -> Exhibit:
    _ = asked._
    stretches = _stretches(told.span, _)
    rows = tuple(Row(name, _counted(told.what, None, days)) for name, days in stretches)
    table = Table(
        name="time",
        title=_("What came in, and what was done"),
        head=(_("Days"), *(_(column) for column in COLUMNS)),
        rows=rows,
        total=summed(_("Together"), rows),
        note=_("Over: closed, withdrawn, joined to another, given up or lapsed. Each time counts."),
        parts=_EACH,
    )
    at = {column: list(COLUMNS).index(column) for column in _DRAWN}
    picture = Picture(
        name="time",
        title=_("Requests filed, decided and over"),
        description=_("Three bars for each stretch of days. The table has the same numbers."),
        labels=[_.day_and_month(min(days)) for _name, days in stretches],
        series=[
            Series(
                _(column), fill, [_counted(told.what, None, days)[at[column]] for _name, days in stretches]
            )
            for column, fill in _DRAWN.items()
        ],
    )
    return Exhibit(table, charts.standing(picture), picture.key)


def _by_place(asked: Asked, told: Told[Flow]) -> Exhibit:
    _ = asked._
    rows = asked.by_place(told.scope, lambda part: _counted(told.what, part, None))
    table = Table(
        name="done",
        title=_("The same by place"),
        head=(asked.place_heading(told.scope), *(_(column) for column in COLUMNS)),
        rows=rows,
        total=summed(_("Together"), rows),
        note=_("A request that was moved counts where it stands now."),
        parts=_EACH,
    )
    return Exhibit(table)


def _steps(asked: Asked, told: Told[Paces]) -> Exhibit:
    _, targets = asked._, asked.desk.queue.figures.targets
    paces = [
        (_(WORDS[state]), told.what.stays[state], targets.get(state))
        for state in State
        if state in told.what.stays
    ]
    whole = [(_("From filing to a decision"), told.what.decided, None)] if told.what.decided else []
    rows = tuple(Row(name, _pace(pace, target)) for name, pace, target in [*paces, *whole])
    table = Table(
        name="steps",
        title=_("Working days for each step"),
        head=(_("State"), _("Left"), _("Half within"), _("Nine of ten within"), _("Should take")),
        rows=rows,
        note=_(
            "Of requests that left the state in these days. "
            "While a household is asked something the clock stands."
        ),
        parts=(Parts((0,)),),
        measures=(1, 2),
    )
    picture = Picture(
        name="steps",
        title=_("Working days for each step"),
        description=_("Two bars for each state. The table has the same numbers."),
        labels=[row.name for row in rows],
        series=[
            Series(_("Half within"), charts.PLAIN, [row.number(1) for row in rows]),
            Series(_("Nine of ten within"), charts.DOTTED, [row.number(2) for row in rows]),
        ],
    )
    return Exhibit(table, charts.for_each_screen(charts.lying, picture) if rows else "", picture.key)


def _pace(pace: Pace, target: int | None) -> tuple[int | float | None, ...]:
    median = int(pace.median) if pace.median == int(pace.median) else pace.median
    return (pace.count, median, pace.most, target)


def _counted(flow: Flow, part: str | None, days: Collection[date] | None) -> tuple[int, ...]:
    return tuple(flow.number(states, part, days) for states in COLUMNS.values())


def _stretches(span: Span, _: Tongue) -> list[tuple[str, frozenset[date]]]:
    """Its days one by one in a week, else by sevens that end today; with their names, oldest first."""
    days = [span.first + timedelta(days=n) for n in range(span.days)]
    if span.days <= WEEK:
        return [(_.day_and_month(day), frozenset({day})) for day in days]
    sevens = [days[max(0, end - WEEK) : end] for end in range(len(days), 0, -WEEK)][::-1]
    return [(f"{_.day_and_month(some[0])} – {_.day_and_month(some[-1])}", frozenset(some)) for some in sevens]
