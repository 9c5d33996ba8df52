"""Which notices reached households, as tables and a picture."""

from __future__ import annotations

from collections.abc import Mapping

from console.figures import charts
from console.figures.charts import Picture, Series
from console.figures.tables import Exhibit, Parts, Row, Table, summed
from console.figures.topic import Asked, Shown
from core.carriers import Carrier
from core.figures.count import Told
from core.figures.delivery import DELIVERY, Delivery
from core.outbox import NOT_ARRIVED, Status
from flows.messages import N_

STATUSES: Mapping[Status, str] = {
    Status.SENT: N_("Sent"),
    Status.COVERED: N_("Told by another"),
    Status.PENDING: N_("Waiting to be sent"),
    Status.SENDING: N_("Being sent"),
    Status.FAILED: N_("Not sent"),
    Status.MAYBE_SENT: N_("Perhaps sent"),
    Status.RECALLED: N_("Taken back"),
}
CARRIERS: Mapping[str, str] = {Carrier.SMS: N_("Text message"), Carrier.TELEGRAM: "Telegram"}
_NOTE = N_(
    "Notices that were due in these days, and all that wait, whenever they may go. Not sent, or perhaps "
    "sent: call the household if it must know. Taken back: it asked for none, or what was to be told was "
    "over."
)


async def build(asked: Asked) -> Shown:
    """What became of the notices that were due in these days."""
    told = await asked.told(DELIVERY)
    return Shown(told, (_carriers(asked, told), _places(asked, told)))


def _carriers(asked: Asked, told: Told[Delivery]) -> Exhibit:
    _, notices = asked._, told.what.notices
    carriers = sorted({carrier for carrier, _status in notices})
    rows = tuple(
        Row(
            _(CARRIERS.get(carrier, carrier)), tuple(notices.get((carrier, status), 0) for status in STATUSES)
        )
        for carrier in carriers
    )
    table = Table(
        name="notices",
        title=_("What became of notices"),
        head=(_("Sent by"), *(_(said) for said in STATUSES.values())),
        rows=rows,
        total=summed(_("Together"), rows) if rows else None,
        note=_(_NOTE),
        parts=(Parts(tuple(range(len(STATUSES)))),),
        same={at: status for at, status in enumerate(STATUSES) if status in NOT_ARRIVED},
    )
    picture = Picture(
        name="notices",
        title=_("What became of notices"),
        description=_("A bar for each outcome. The table has the same numbers."),
        labels=[_(said) for said in STATUSES.values()],
        series=[Series(_("Notices"), charts.PLAIN, [told.what.number(status) for status in STATUSES])],
    )
    return Exhibit(table, charts.for_each_screen(charts.lying, picture) if rows else "")


def _places(asked: Asked, told: Told[Delivery]) -> Exhibit:
    _, undelivered = asked._, told.what.undelivered
    rows = asked.by_place(
        told.scope, lambda part: tuple(undelivered.get((part, status), 0) for status in NOT_ARRIVED)
    )
    table = Table(
        name="undelivered",
        title=_("Not sent, by place"),
        head=(asked.place_heading(told.scope), *(_(STATUSES[status]) for status in NOT_ARRIVED)),
        rows=rows,
        total=summed(_("Together"), rows),
        parts=tuple(Parts((at,)) for at in range(len(NOT_ARRIVED))),
        same=dict(enumerate(NOT_ARRIVED)),
    )
    return Exhibit(table)
