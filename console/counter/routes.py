"""The page of the counter: a few fields on one page, what to read aloud, and one button."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from console import addresses
from console.counter import asking, consent, reading
from console.entrance.desk import entrance_of
from console.forms import Form, Mistyped
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.wording import answers, kinds
from core import chance
from core.acts import AreaAct
from core.policy import may_in
from core.requests import references
from core.requests.errors import InvalidFiling, OpenAlready, TooLong, TooManyHelped, Unknown
from flows.messages import N_

_BLANK = {"channel": "counter", "who": reading.OWN, "language": "km", "contact": "call_and_text"}


def add_counter(app: web.Application) -> None:
    """Serve the counter."""
    app.router.add_get(addresses.COUNTER, show)
    app.router.add_post(addresses.COUNTER, file)


async def show(request: web.Request) -> web.Response:
    """An empty form; or the one that was under way when the language was switched."""
    return _page(request, _BLANK | {"form": chance.identifier()} | await _under_way(request))


async def file(request: web.Request) -> web.Response:
    """File it, once however often it is sent; or show again what was typed, and what is wrong with it.

    For another kind of request the same form is shown with what that asks.
    """
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    form = Form(await request.post(), _)
    if form.text("kind_instead"):
        return _page(request, form.typed | {"kind": form.text("kind_instead")}, form=form)
    try:
        filed = await desk.queue.counter.file(reader, reading.filing(desk, reader, form))
    except Mistyped as slips:
        return _page(request, form.typed, slips.wrong, form=form)
    except (OpenAlready, TooManyHelped, TooLong, InvalidFiling) as refused:
        return _refused(request, form, refused)
    raise web.HTTPSeeOther(addresses.request(filed.request.reference, done="filed"))


async def _under_way(request: web.Request) -> dict[str, str]:
    if "held" not in request.query:
        return {}
    held = await entrance_of(request).held.find(officer(request).id, request.query["held"])
    return Form(MultiDictProxy(MultiDict(held.fields)), tongue_of(request)).typed if held else {}


def _refused(request: web.Request, form: Form, refused: Exception) -> web.Response:
    _ = form.tongue
    if isinstance(refused, OpenAlready):
        number = references.show(refused.own.reference)
        problem = _(N_("This phone has an open request already: {number}."), number=number)
        return _page(request, form.typed, problem=problem, status=409)
    if isinstance(refused, TooManyHelped):
        problem = _(N_("This phone helps {count} households already."), count=str(refused.limit))
        return _page(request, form.typed, problem=problem, status=409)
    if isinstance(refused, TooLong):
        wrong = {refused.field: _(N_("At most {count} letters."), count=str(refused.limit))}
        return _page(request, form.typed, wrong)
    field = refused.field if isinstance(refused, InvalidFiling) else ""
    typed = form.typed | ({"form": chance.identifier()} if field == "form" else {})
    return _page(request, typed, {field: _(N_("This does not fit. Look at it again."))})


def _page(
    request: web.Request,
    typed: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    problem: str = "",
    status: int = 200,
    form: Form | None = None,
) -> web.Response:
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    if not may_in(reader, AreaAct.FILE):
        raise Unknown
    commune = reading.only_commune(reader)
    kind, codes = asking.kind_named(typed.get("kind", "")), asking.offered()
    values = {
        "way": "counter",
        "typed": typed,
        "switch": True,
        "wrong": wrong or {},
        "problem": problem,
        "commune": _.whole_place(commune) if commune else "",
        "communes": form.choices() if form else (),
        "villages": [(each.code, _.name(each)) for each in desk.places.villages(commune)] if commune else [],
        "consents": consent.texts(desk.words, kind),
        "helpers": [(reading.OWN, _(N_("the household itself")))]
        + [(str(role), _(words)) for role, words in answers.HELPERS.items()],
        "contacts": [(str(each), _(words)) for each, words in answers.CONTACTS.items()],
        "kinds": kinds.offered(reader, _),
        "kind": kind,
        "kind_name": kind.name.said(_.code),
        "matters": [(each.code, each.name.said(_.code)) for each in kind.matters],
        "programmes": list(zip(codes, kinds.named(codes, _), strict=True)),
        "needs": [(str(each), _(words)) for each, words in answers.NEEDS.items()],
    }
    return page(request, "counter/counter.html", values, 422 if wrong else status)
