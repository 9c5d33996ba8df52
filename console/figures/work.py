"""Who does what, as a table and a picture."""

from __future__ import annotations

from collections.abc import Mapping

from console.figures import charts
from console.figures.charts import Picture, Series
from console.figures.tables import Exhibit, Row, Table, summed
from console.figures.topic import Asked, Shown
from console.wording import story
from core.figures.workload import WORKLOAD, Deed, Load
from core.officers import Officer
from flows.messages import N_

DEEDS: Mapping[Deed, str] = {
    Deed.FILED: N_("Filed for others"),
    Deed.TAKEN: N_("Taken"),
    Deed.INTERVIEWED: N_("Interviews"),
    Deed.DECIDED: N_("Decisions"),
    Deed.PASSED_OVER: N_("Passed over"),
    Deed.OUT_OF_TURN: N_("Out of turn"),
    Deed.ANYTHING: N_("All steps"),
}


async def build(asked: Asked) -> Shown:
    """What each officer has now, and what they did in these days."""
    told = await asked.told(WORKLOAD)
    known = await asked.desk.officers.of(set(told.what.officers))
    loads = sorted(
        told.what.officers.items(), key=lambda each: (-each[1].open, -each[1].deeds[Deed.ANYTHING])
    )
    return Shown(told, (_officers(asked, loads, known),))


def _officers(asked: Asked, loads: list[tuple[str, Load]], known: Mapping[str, Officer]) -> Exhibit:
    _ = asked._
    rows = tuple(_row(asked, known.get(officer_id), load) for officer_id, load in loads)
    table = Table(
        name="officers",
        title=_("What each officer has, and did"),
        head=(_("Officer"), _("Has now"), _("Late"), *(_(said) for said in DEEDS.values())),
        rows=rows,
        total=summed(_("Together"), rows) if rows else None,
        note=_("All steps: whatever is written in the story of a request, a look at its phone number too."),
        private=True,
    )
    busy = [(row, load) for row, (_id, load) in zip(rows, loads, strict=True) if load.open]
    picture = Picture(
        name="officers",
        title=_("Open requests by who has them, and how many are late"),
        description=_("A bar for each officer, hatched for what is late. The table has the same numbers."),
        labels=[row.name for row, _load in busy],
        series=[
            Series(_("in time"), charts.PLAIN, [load.open - load.late for _row, load in busy]),
            Series(_("late"), charts.HATCHED, [load.late for _row, load in busy]),
        ],
    )
    return Exhibit(table, charts.for_each_screen(charts.stacked, picture) if busy else "", picture.key)


def _row(asked: Asked, officer: Officer | None, load: Load) -> Row:
    _ = asked._
    places = _.all_of([_.place(code) for code in sorted(officer.areas)]) if officer else ""
    cells = (load.open, load.late, *(load.deeds[deed] for deed in DEEDS))
    return Row(officer.name if officer else _(story.SOMEBODY), cells, under=places)
