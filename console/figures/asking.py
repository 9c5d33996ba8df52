"""Who asks, as tables and pictures."""

from __future__ import annotations

from console.figures import charts, shocks
from console.figures.charts import Picture, Series
from console.figures.tables import Exhibit, Parts, Row, Table, summed
from console.figures.topic import Asked, Shown
from console.wording import kinds as kind_words
from console.wording.answers import CHANNELS, HELPERS, NEEDS
from console.wording.circumstances import HEADED
from core.figures.asking import ASKING, Asking
from core.figures.count import Told
from core.requests.circumstances import HeadSex
from core.requests.request import HelperRole, Need
from flows.messages import N_

_TOO_MANY = N_(
    "Who needs care, who heads the household and what hit it is not counted for so many requests at once: "
    "choose fewer days or a smaller area."
)
_SELF_TOLD = N_("What households told of themselves; one home may need care for several reasons.")


async def build(asked: Asked) -> Shown:
    """What was filed in these days, by what was told and how it came."""
    told = await asked.told(ASKING)
    if told.what.needs is None:
        return Shown(
            told, (_places(asked, told), _kinds(asked, told), _ways(asked, told)), (asked._(_TOO_MANY),)
        )
    homes = (_needs(asked, told), _heads(asked, told), _by_place(asked, told), *shocks.exhibits(asked, told))
    return Shown(told, (*homes, _kinds(asked, told), _ways(asked, told)))


def _needs(asked: Asked, told: Told[Asking]) -> Exhibit:
    _, what = asked._, told.what
    rows = tuple(Row(_(said), (_with(what, need),)) for need, said in NEEDS.items())
    untold = sum((what.untold or {}).values())
    table = Table(
        name="needs",
        title=_("Who in the home needs care"),
        head=(_("Who"), _("Requests")),
        rows=(*rows, Row(_("not asked or not told"), (untold,)), Row(_("All that were filed"), (what.all,))),
        note=_(_SELF_TOLD),
        private=True,  # the next one has the same numbers in its last line
    )
    picture = Picture(
        name="needs",
        title=_("Requests of homes where somebody needs care"),
        description=_("A bar for each kind of care. The table has the same numbers."),
        labels=[row.name for row in rows],
        series=[Series(_("Requests"), charts.PLAIN, [_with(what, need) for need in NEEDS])],
    )
    return Exhibit(table, charts.for_each_screen(charts.lying, picture) if what.all else "")


def _heads(asked: Asked, told: Told[Asking]) -> Exhibit:
    _, counts = asked._, [_headed(told.what, head) for head in HeadSex]
    rows = tuple(Row(_(HEADED[head]), (count,)) for head, count in zip(HeadSex, counts, strict=True))
    table = Table(
        name="heads",
        title=_("Who heads the household"),
        head=(_("Who"), _("Requests")),
        rows=rows,
        total=summed(_("Together"), rows),
        note=_(shocks.WRITTEN),
        private=True,  # as with care
    )
    picture = Picture(
        name="heads",
        title=_("Requests of households headed by a woman or a man"),
        description=_(
            "A bar for each, and one for those of whom it was not said. The table has the same numbers."
        ),
        labels=[row.name for row in rows],
        series=[Series(_("Requests"), charts.PLAIN, counts)],
    )
    return Exhibit(table, charts.for_each_screen(charts.lying, picture) if told.what.all else "")


def _by_place(asked: Asked, told: Told[Asking]) -> Exhibit:
    _, what, heads = asked._, told.what, len(NEEDS) + 2
    rows = asked.by_place(
        told.scope,
        lambda part: (
            what.filed.get(part, 0),
            *(_with(what, need, part) for need in NEEDS),
            (what.untold or {}).get(part, 0),
            *(_headed(what, head, part) for head in HeadSex),
        ),
    )
    table = Table(
        name="needs-by-place",
        title=_("The same by place"),
        head=(
            asked.place_heading(told.scope),
            _("Filed"),
            *(_(said) for said in NEEDS.values()),
            _("not told"),
            *(_(HEADED[head]) for head in HeadSex),
        ),
        rows=rows,
        total=summed(_("Together"), rows),
        parts=(
            *(Parts((at,), total=0, rest=True) for at in range(1, heads)),
            Parts(tuple(range(heads, heads + len(HeadSex))), total=0),
        ),
        same={0: shocks.FILED},
    )
    return Exhibit(table)


def _places(asked: Asked, told: Told[Asking]) -> Exhibit:
    """Without who needs care."""
    _ = asked._
    rows = asked.by_place(told.scope, lambda part: (told.what.filed.get(part, 0),))
    head = (asked.place_heading(told.scope), _("Filed"))
    total = summed(_("Together"), rows)
    same = {0: shocks.FILED}
    return Exhibit(Table("filed", _("By place"), head, rows, total, parts=(Parts((0,)),), same=same))


def _kinds(asked: Asked, told: Told[Asking]) -> Exhibit:
    _, by_kind = asked._, sorted(told.what.kinds.items(), key=lambda each: -each[1])
    rows = tuple(Row(kind_words.name(kind, _), (count,)) for kind, count in by_kind)
    total = summed(_("Together"), rows) if rows else None
    head = (_("Request"), _("Requests"))
    same = {0: shocks.FILED}
    table = Table("kinds", _("What they ask for"), head, rows, total, parts=(Parts((0,)),), same=same)
    return Exhibit(table)


def _ways(asked: Asked, told: Told[Asking]) -> Exhibit:
    """By the way in, and for whom; a helper's role is known where it is not one's own household."""
    _, ways = asked._, told.what.ways
    channels = sorted({channel for channel, _role in ways})
    whom: tuple[str | None, ...] = (None, *HelperRole)
    rows = tuple(
        Row(_(CHANNELS.get(channel, channel)), tuple(ways.get((channel, role), 0) for role in whom))
        for channel in channels
    )
    table = Table(
        name="ways",
        title=_("How they come, and who files"),
        head=(_("Way"), _("the household itself"), *(_(HELPERS[role]) for role in HelperRole)),
        rows=rows,
        total=summed(_("Together"), rows) if rows else None,
        parts=(Parts(tuple(range(len(whom)))),),
        same_sum=shocks.FILED,
    )
    return Exhibit(table)


def _with(what: Asking, need: Need, part: str | None = None) -> int:
    return sum(
        count for (where, its), count in (what.needs or {}).items() if its is need and part in (None, where)
    )


def _headed(what: Asking, head: HeadSex, part: str | None = None) -> int:
    return sum(
        count for (where, its), count in (what.heads or {}).items() if its is head and part in (None, where)
    )
