"""What hit the homes that ask: of the whole area, with a picture, and place by place."""

from __future__ import annotations

from console.figures import charts
from console.figures.charts import Picture, Series
from console.figures.tables import Exhibit, Parts, Row, Table, summed
from console.figures.topic import Asked
from console.wording.circumstances import SHOCK, SHOCKS
from core.figures.asking import Asking
from core.figures.count import Told
from core.requests.circumstances import Shock
from flows.messages import N_

WRITTEN = N_(
    "What officers wrote down with the interview or the decision, where households said it; nobody must. "
    "Requests that have not come so far are not said and not asked."
)
FILED = "filed"
"""The word for all that were filed: what every table of who asks sums to."""


def exhibits(asked: Asked, told: Told[Asking]) -> tuple[Exhibit, Exhibit]:
    """Both tables; the second stays in the house, since small areas have small numbers of each shock."""
    return _whole(asked, told.what), _by_place(asked, told)


def _whole(asked: Asked, what: Asking) -> Exhibit:
    _, counts = asked._, [_hit(what, shock) for shock in Shock]
    rows = tuple(Row(_(SHOCKS[shock]), (count,)) for shock, count in zip(Shock, counts, strict=True))
    table = Table(
        name="shocks",
        title=_(SHOCK),
        head=(_("What"), _("Requests")),
        rows=rows,
        total=summed(_("Together"), rows),
        note=_(WRITTEN),
        parts=(Parts((0,)),),
        same={0: FILED},
    )
    picture = Picture(
        name="shocks",
        title=_("Requests of homes by the shock that hit them lately"),
        description=_("A bar for each shock. The table has the same numbers."),
        labels=[row.name for row in rows],
        series=[Series(_("Requests"), charts.PLAIN, counts)],
    )
    return Exhibit(table, charts.for_each_screen(charts.lying, picture) if what.all else "")


def _by_place(asked: Asked, told: Told[Asking]) -> Exhibit:
    _, what, scope = asked._, told.what, told.scope
    rows = asked.by_place(scope, lambda part: tuple(_hit(what, shock, part) for shock in Shock))
    table = Table(
        name="shocks-by-place",
        title=_("Shocks by place"),
        head=(asked.place_heading(scope), *(_(SHOCKS[shock]) for shock in Shock)),
        rows=rows,
        total=summed(_("Together"), rows),
        private=True,
    )
    return Exhibit(table)


def _hit(what: Asking, shock: Shock, part: str | None = None) -> int:
    return sum(
        count for (where, its), count in (what.shocks or {}).items() if its is shock and part in (None, where)
    )
