"""Does what the form of a way asks for. Whether they may is judged by core, once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from console.case.ways import Given, Way
from console.forms import Form, Mistyped
from core.acts import Act
from core.channels import Channel
from core.dossiers import Dossier
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import Stale, TooLong
from core.requests.request import Request
from flows.messages import N_

CHANNEL = Channel.CONSOLE


@dataclass(frozen=True)
class Doing:
    """One act under way. `version` is the one that the page showed."""

    queue: Queue
    reader: Officer
    reference: str
    act: Act
    given: Given
    version: int


Doer = Callable[[Doing], Awaitable[Request]]


async def do(
    queue: Queue, reader: Officer, dossier: Dossier, way: Way, form: Form, version: int | None
) -> Request:
    """The request as it is then.

    Raises Mistyped, and whatever core refuses with. A form that says no version saw none: Stale.
    """
    request = dossier.request
    if version != request.version:
        raise Stale(request.version)
    given = way.read(form, way.act in dossier.asks_why)
    form.check()
    doing = Doing(queue, reader, request.reference, way.act, given, version)
    try:
        return await _DOERS.get(way.act, _do)(doing)
    except TooLong as long:
        message = form.tongue(N_("At most {count} letters."), count=str(long.limit))
        raise Mistyped({"reason" if long.field == "note" else long.field: message}) from long


async def _do(it: Doing) -> Request:
    return await it.queue.do(
        it.reader,
        it.reference,
        it.act,
        channel=CHANNEL,
        version=it.version,
        reason=it.given.reason,
        facts=it.given.facts,
    )


async def _note(it: Doing) -> Request:
    text = it.given.reason or ""
    return await it.queue.note(it.reader, it.reference, text, channel=CHANNEL, version=it.version)


async def _describe(it: Doing) -> Request:
    return await it.queue.describing.describe(
        it.reader,
        it.reference,
        channel=CHANNEL,
        head=it.given.facts.head,
        shock=it.given.facts.shock,
        version=it.version,
    )


async def _skip(it: Doing) -> Request:
    reason = it.given.reason or ""
    return await it.queue.skip(it.reader, it.reference, channel=CHANNEL, reason=reason, version=it.version)


async def _hand_over(it: Doing) -> Request:
    return await it.queue.hand_over(
        it.reader,
        it.reference,
        it.given.facts.officer or "",
        channel=CHANNEL,
        reason=it.given.reason,
        version=it.version,
    )


_DOERS: Mapping[Act, Doer] = MappingProxyType(
    {
        Act.NOTE: _note,
        Act.DESCRIBE: _describe,
        Act.SKIP: _skip,
        Act.HAND_OVER: _hand_over,
    }
)
