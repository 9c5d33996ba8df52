"""Does what the form of a way asks for."""

from __future__ import annotations

from console.case.view import needs_reason
from console.case.ways import Given, Way
from console.desk import Desk
from console.forms import Form
from core.acts import MOVES
from core.officers import Officer
from core.queue import Dossier
from core.requests.errors import NotAllowed, Stale

CHANNEL = "console"


async def do(
    desk: Desk, reader: Officer, dossier: Dossier, way: Way, form: Form, version: int | None
) -> None:
    """Raises Mistyped, and whatever core refuses with. `version` is the one that the page showed."""
    request = dossier.request
    if version is not None and version != request.version:
        raise Stale(request.version)
    given = way.read(form, needs_reason(way.act, reader, request))
    form.check()
    await _move(desk, reader, dossier, way, given, version)


async def _move(
    desk: Desk, reader: Officer, dossier: Dossier, way: Way, given: Given, version: int | None
) -> None:
    request = dossier.request
    targets = MOVES.get((request.state, way.act, reader.role), ())
    if not targets:
        raise NotAllowed("no_such_step", request.state)
    await desk.queue.move(
        reader,
        request.reference,
        targets[0],
        channel=CHANNEL,
        version=version,
        reason=given.reason,
        facts=given.facts,
    )
