"""What is worth a look: what was passed over or taken out of turn, and phones that filed much."""

from __future__ import annotations

from console.figures.tables import Exhibit, Parts, Row, Table, summed
from console.figures.topic import Asked, Shown
from core.figures.count import Told
from core.figures.phones import PHONES, Phone
from core.figures.workload import WORKLOAD, Deed, Workload
from flows.messages import N_

_DEEDS = (Deed.PASSED_OVER, Deed.OUT_OF_TURN)
_NOTE = N_(
    "Phones that filed {least} requests or more in these days, or several as a local official. No number is "
    "shown. To file for many is no fault: look for a fee, or for homes that know nothing of it."
)


async def build(asked: Asked) -> Shown:
    """By place what left the order of the line, and the phones."""
    work, phones = await asked.told(WORKLOAD), await asked.told(PHONES)
    return Shown(work, (_order(asked, work), _phones(asked, phones)), phones=phones.what)


def _order(asked: Asked, told: Told[Workload]) -> Exhibit:
    _, skips = asked._, told.what.skips
    rows = asked.by_place(told.scope, lambda part: tuple(skips.get((part, deed), 0) for deed in _DEEDS))
    table = Table(
        name="order",
        title=_("Passed over, or taken out of turn"),
        head=(asked.place_heading(told.scope), _("Passed over"), _("Out of turn")),
        rows=rows,
        total=summed(_("Together"), rows),
        note=_("Where it was done. The overview tells who did it, and why."),
        parts=tuple(Parts((at,)) for at in range(len(_DEEDS))),
    )
    return Exhibit(table)


def _phones(asked: Asked, told: Told[tuple[Phone, ...]]) -> Exhibit:
    _ = asked._
    head = (
        _("Phone"),
        _("Filed"),
        _("for others"),
        _("as a local official"),
        _("Communes"),
        _("withdrawn or double"),
    )
    rows = tuple(_row(phone) for phone in told.what)
    note = _(_NOTE, least=str(asked.desk.queue.figures.odd))
    return Exhibit(Table("phones", _("Phones that filed much"), head, rows, note=note, private=True))


def _row(phone: Phone) -> Row:
    return Row(phone.name, (phone.filed, phone.helped, phone.official, phone.communes, phone.ended))
