"""The page of one request, and everything that is done there."""

from __future__ import annotations

from aiohttp import web

from console import addresses, denials
from console.case import alike, audit, doing, hearing
from console.case.view import Tried, values
from console.case.ways import done_in, way_of
from console.forms import Form, Mistyped, Posted
from console.forms import version_of as version_in
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.wording import problems, story
from core.acts import Act
from core.dockets import Docket
from core.dossiers import Dossier
from core.officers import Officer
from core.requests.errors import NotAllowed, RequestError, Stale
from core.requests.request import Request
from core.sight import exists_for

PATH = addresses.request("{reference}")


def add_case(app: web.Application) -> None:
    """Serve `/console/requests/REFERENCE` and what lies below it."""
    app.router.add_get(PATH, show)
    app.router.add_get(PATH + "/print", on_paper)
    app.router.add_get(PATH + "/audit", audit.show)
    app.router.add_get(PATH + "/same", alike.show)
    app.router.add_get(PATH + "/voices/{voice}", hearing.play)
    app.router.add_post(PATH + "/show_phone", show_phone)
    app.router.add_post(PATH + "/hear", hear)
    app.router.add_post(PATH + "/messages/{message}", send_again)
    app.router.add_post(PATH + "/messages/{message}/told", told_another_way)
    app.router.add_post(PATH + "/{act}", act)


async def show(request: web.Request) -> web.Response:
    """Where it stands, and what may be done."""
    return await _page(request, await _docket(request), done=done_in(request, tongue_of(request)))


async def on_paper(request: web.Request) -> web.Response:
    """For the folder at the office."""
    docket = await _docket(request)
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    shown = await values(desk, reader, docket, _, Tried())
    paper = {"printed": _.moment(desk.clock.now()), "may_hear": False}
    return page(request, "case/paper.html", {**shown, **paper})


async def show_phone(request: web.Request) -> web.Response:
    """The household's number, this once: it is not kept, and that it was looked at is written down."""
    reference = request.match_info["reference"]
    try:
        number = await desk_of(request).queue.phone(officer(request), reference, channel=doing.CHANNEL)
    except NotAllowed as refused:
        return await _refused(request, refused)
    return await _page(request, await _docket(request), phone=number)


async def hear(request: web.Request) -> web.Response:
    """The page with what plays a voice message; that it was opened is written down."""
    try:
        voice = await hearing.opened(request)
    except NotAllowed as refused:
        return await _refused(request, refused)
    return await _page(request, await _docket(request), voice=voice)


async def send_again(request: web.Request) -> web.Response:
    """Send once more what the household may not have been told."""
    told = request.match_info
    reaching = desk_of(request).queue.reaching
    try:
        await reaching.send_again(officer(request), told["reference"], told["message"], channel=doing.CHANNEL)
    except NotAllowed as refused:
        return await _refused(request, refused)
    raise web.HTTPSeeOther(addresses.request(told["reference"], done="sent_again"))


async def told_another_way(request: web.Request) -> web.Response:
    """Write down that the household was told by phone or in person what a message may not have."""
    told = request.match_info
    told_by = desk_of(request).queue.reaching.told_another_way
    try:
        await told_by(officer(request), told["reference"], told["message"], channel=doing.CHANNEL)
    except NotAllowed as refused:
        return await _refused(request, refused)
    raise web.HTTPSeeOther(addresses.request(told["reference"], done="told_another_way"))


async def act(request: web.Request) -> web.Response:
    """Do it, or show the form again with what was typed and why it was not done."""
    way = way_of(request.match_info["act"])
    if way is None:
        raise web.HTTPNotFound
    posted = await request.post()
    form = Form(posted, tongue_of(request))
    dossier = await desk_of(request).queue.show(officer(request), request.match_info["reference"])
    try:
        done = await doing.do(
            desk_of(request).queue, officer(request), dossier, way, form, version_in(posted)
        )
    except (Mistyped, RequestError) as refused:
        return await _again(request, way.act, form, refused, posted)
    raise web.HTTPSeeOther(_where_to(officer(request), done, way.act))


async def _refused(request: web.Request, refused: NotAllowed) -> web.Response:
    denials.forbidden(request, refused)
    tried = Tried(problem=problems.why(refused, tongue_of(request)))
    return await _page(request, await _docket(request), tried, status=409)


def _where_to(reader: Officer, done: Request, act: Act) -> str:
    """The request's page; the queue, where it does not exist for them any more."""
    if exists_for(reader, done):
        return addresses.request(done.reference, done=act)
    return f"{addresses.HOME}?done={act}"


async def _again(
    request: web.Request,
    done: Act,
    form: Form,
    refused: Exception,
    posted: Posted,
) -> web.Response:
    denials.forbidden(request, refused)
    docket = await _docket(request)
    seen = version_in(posted)
    changes = await _changes(request, docket.dossier, seen) if isinstance(refused, Stale) else ()
    tried = Tried(
        act=done,
        typed=form.typed,
        wrong=refused.wrong if isinstance(refused, Mistyped) else {},
        problem=""
        if changes or not isinstance(refused, RequestError)
        else problems.why(refused, form.tongue),
        changes=changes,
        communes=form.choices(),
    )
    return await _page(request, docket, tried, status=409 if isinstance(refused, RequestError) else 422)


async def _changes(request: web.Request, dossier: Dossier, seen: int | None) -> tuple[story.Line, ...]:
    later = tuple(step for step in dossier.steps if seen is not None and step.version > seen)
    officers = await desk_of(request).officers.of(s.actor.id for s in later if s.actor.id)
    return tuple(story.lines(later, dossier.request.kind, officers, tongue_of(request)))


async def _docket(request: web.Request) -> Docket:
    return await desk_of(request).queue.docket(officer(request), request.match_info["reference"])


async def _page(
    request: web.Request,
    docket: Docket,
    tried: Tried | None = None,
    *,
    phone: str = "",
    voice: str = "",
    done: str = "",
    status: int = 200,
) -> web.Response:
    reader, _ = officer(request), tongue_of(request)
    shown = await values(desk_of(request), reader, docket, _, tried or Tried(), phone, voice)
    here = addresses.request(docket.dossier.request.reference)
    return page(request, "case/case.html", {**shown, "done": done, "here": here}, status)
