"""The pages of figures, the file that is taken of them, and what one phone filed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from console import addresses
from console.entrance.fresh import require_fresh
from console.figures import asking, notices, odd, pace, waiting, work
from console.figures.choosing import DAYS, Choice, above, named
from console.figures.files import KINDS, File
from console.figures.hiding import without_small_in_file
from console.figures.tables import Table
from console.figures.topic import Asked, Build, Shown
from console.line import view
from console.pages import desk_of, page, tongue_of
from console.session import officer
from core.acts import AreaAct
from core.policy import may_in
from core.requests.errors import Unknown
from core.suppression import LEAST
from flows.messages import N_
from web.headers import NEVER_KEPT, SAFE_HEADERS

FIRST = "waiting"


@dataclass(frozen=True)
class Topic:
    """A page: its title, and what is on it."""

    title: str
    build: Build


TOPICS: Mapping[str, Topic] = {
    FIRST: Topic(N_("Where requests wait"), waiting.build),
    "pace": Topic(N_("How fast they go"), pace.build),
    "officers": Topic(N_("Who does what"), work.build),
    "asking": Topic(N_("Who asks"), asking.build),
    "notices": Topic(N_("What households were told"), notices.build),
    "odd": Topic(N_("Worth a look"), odd.build),
}
"""By the word of their address."""

_NOW = frozenset({FIRST})
"""What stands as of now, whatever the days."""


_ONE = web.AppKey("one_file", asyncio.Lock)
"""What is hidden in a file is work for the processor: one at a time, so that dials go on beside it."""


def add_figures(app: web.Application) -> None:
    """Serve them."""
    app[_ONE] = asyncio.Lock()
    app.router.add_get(addresses.FIGURES, show)
    app.router.add_post(addresses.FIGURES_FILE, take)
    app.router.add_post(addresses.phone("{name}"), phone)
    app.router.add_get(addresses.figures("{topic}"), show)


async def show(request: web.Request) -> web.Response:
    """One topic, of the area and the days that were chosen. For whoever may see what is late."""
    choice = Choice.of(request.match_info.get("topic", FIRST), request.query)
    asked, topic = _asked(request, choice)
    shown = await topic.build(asked)
    return page(request, "figures/figures.html", _values(asked, shown))


async def take(request: web.Request) -> web.Response:
    """The same as a file: with the password typed just now, and written in the audit."""
    if not may_in(officer(request), AreaAct.EXPORT):
        raise Unknown  # before anybody is asked for a password
    await require_fresh(request)
    form = {name: str(value) for name, value in (await request.post()).items()}
    asked, topic = _asked(request, Choice.of(form.get("topic", ""), form))
    kind = form.get("file", "")
    if kind not in KINDS:
        raise Unknown
    shown = await topic.build(asked)
    tables = [exhibit.table for exhibit in shown.exhibits if not exhibit.table.private]
    async with request.app[_ONE]:
        body = await asyncio.to_thread(_written, asked, shown, topic, tables, kind)
    await asked.desk.queue.figures.exported(asked.reader, asked.choice.area, kind)
    name = f"samnaeu-{asked.choice.topic}-{shown.told.span.today.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": KINDS[kind][0]}
    return web.Response(body=body, headers={**SAFE_HEADERS, **NEVER_KEPT, **headers})


async def phone(request: web.Request) -> web.Response:
    """What one phone filed, by its pseudonym. Asked for by a form: that somebody looked is written down."""
    form = {name: str(value) for name, value in (await request.post()).items()}
    asked, _topic = _asked(request, Choice.of("odd", form))
    desk, _ = asked.desk, asked._
    told, found = await desk.queue.figures.open_phone(
        asked.reader, request.match_info["name"], asked.choice.area, asked.choice.days
    )
    officers = await desk.officers.of({each.holder for each in found if each.holder})
    values = {
        "way": "figures",
        "phone": told.what,
        "rows": view.rows(tuple(found), desk, asked.reader, officers, _),
        "back": asked.choice.address,
    }
    return page(request, "figures/phone.html", values)


def _asked(request: web.Request, choice: Choice) -> tuple[Asked, Topic]:
    if choice.topic not in TOPICS:
        raise Unknown
    return Asked(desk_of(request), officer(request), choice, tongue_of(request)), TOPICS[choice.topic]


def _values(asked: Asked, shown: Shown) -> dict[str, object]:
    choice, _, scope = asked.choice, asked._, shown.told.scope
    return {
        "way": "figures",
        "choice": choice,
        "topics": [(choice.about(word).address, _(topic.title), word) for word, topic in TOPICS.items()],
        "title": _(TOPICS[choice.topic].title),
        "place": named(scope, _),
        "above": above(choice, asked.reader, _),
        "periods": [(days, _(said)) for days, said in DAYS.items()],
        "now": choice.topic in _NOW,
        "span": _of_days(asked, shown),
        "moment": _.moment(shown.told.span.moment),
        "shown": shown,
        "may_take": any(not exhibit.table.private for exhibit in shown.exhibits),
        "kinds": list(KINDS),
    }


def _of_days(asked: Asked, shown: Shown) -> str:
    _, span = asked._, shown.told.span
    return _("{first} to {last}", first=_.short_day(span.first), last=_.short_day(span.today))


def _written(asked: Asked, shown: Shown, topic: Topic, tables: list[Table], kind: str) -> bytes:
    _ = asked._
    hidden = _("not shown")
    lines = [
        f"Samnaeu · {_(topic.title)}",
        named(shown.told.scope, _),
        *([] if asked.choice.topic in _NOW else [_of_days(asked, shown)]),
        _("As of {moment}", moment=_.moment(shown.told.span.moment)),
        _(
            "Numbers under {least}, and those that would give such a number away, are not shown. "
            "Nobody is named here.",
            least=str(LEAST),
        ),
        *shown.remarks,
        *(
            [_("Invented people and numbers; nothing here reaches a ministry or a commune")]
            if asked.desk.demo
            else []
        ),
    ]
    return KINDS[kind][1](File(lines, without_small_in_file(tables, hidden)))
