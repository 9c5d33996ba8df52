"""The HTTP application: every door and page on one router."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from app.addresses import gateways_only
from app.demo.inbox import demo_inbox
from app.health import add_health, add_metrics
from app.home.routes import Link, add_home
from app.house import House
from app.metrics import Metrics
from app.observing import observing
from app.office import desk, entrance
from app.problem_pages import problem_pages
from app.problems import plain_problems, strict_headers
from app.settings import Settings
from app.simulator.routes import add_simulator
from app.starting import DEMO_SECRET
from app.statistics.routes import Pages, PagesForOfficers
from app.telegram import Telegram
from console.entrance.routes import add_entrance
from console.routes import add_console
from core.requests.kinds import load as load_kinds
from flows.messages import N_
from ussd.door import Door
from ussd.routes import Routes
from ussd.sms.routes import ReportRoutes
from ussd.typesetting import SMALLEST

DOOR = web.AppKey("door", Door)


def make_app(
    house: House, metrics: Metrics, *, demo: bool, telegram: Telegram | None = None
) -> web.Application:
    """The service of `house`. With `demo`: the public demo secret, the simulator and the figures as well."""
    settings = house.settings
    networks = gateways_only(settings.ussd_networks, settings.trusted_proxies)
    words = house.services.words
    problems = problem_pages(words, demo=demo)
    app = web.Application(middlewares=[observing(metrics), problems, plain_problems, networks])
    app.on_response_prepare.append(strict_headers)
    door = house.door(metrics)
    app[DOOR] = door
    secrets = (*settings.gateway_secrets(), *([DEMO_SECRET] if demo else []))
    Routes(door, secrets, metrics).add_to(app)
    if telegram is not None and telegram.routes is not None:
        telegram.routes.add_to(app)
    reporters = (*settings.report_secrets(), *([DEMO_SECRET] if demo else []))
    ReportRoutes(house.deliveries, reporters).add_to(app)
    add_health(app, {"database": house.database.ping, "drafts": house.drafts.ping}, alarms=_alarms(house))
    _count_requests(house, metrics)
    add_home(app, words, _links(settings, demo=demo), service_code=settings.ussd_service_code, demo=demo)
    add_console(app, desk(house, demo=demo))
    add_entrance(app, entrance(house, demo=demo))
    statistics(house, PagesForOfficers, demo=demo).add_to(app)
    if settings.public_statistics:
        statistics(house, Pages, demo=demo).add_to(app)
    if demo:
        add_simulator(app, service_code=settings.ussd_service_code, inbox=demo_inbox(house))
        add_metrics(app, metrics)
    app.on_cleanup.append(_finishing(door))
    if telegram is not None:
        app.on_cleanup.append(_disconnecting(telegram))
    return app


def prepare(app: web.Application, settings: Settings) -> None:
    """Set the screens that never vary before the first phone dials: a tenth of a second for each budget."""
    app[DOOR].prepare((SMALLEST, *settings.ussd_profiles.values()))


def _links(settings: Settings, *, demo: bool) -> Sequence[Link]:
    told = N_("Requests by month, place and kind, with nobody in them.")
    public = Link("/statistics", N_("Public statistics"), told)
    return (*_inside(demo), *([public] if settings.public_statistics else []))


def _inside(demo: bool) -> Sequence[Link]:
    told = N_("The requests of one's commune, oldest first, until each is done.")
    console = Link("/console/", N_("For officers"), told)
    health = Link("/readyz", N_("Is it well?"), N_("Each part of the service, and whether it answers."))
    if not demo:
        return (console, health)
    told = N_("A basic phone in your browser, in Khmer or English.")
    phone = Link("/simulator/", N_("Try it with a phone"), told)
    figures = Link("/metrics", N_("Figures"), N_("What the service counts about itself, for Prometheus."))
    return (phone, console, health, figures)


def _count_requests(house: House, metrics: Metrics) -> None:
    metrics.tally("requests", "Requests, by state.", "state", house.queue.counts)
    metrics.tally("audit_entries", "Audit entries, by seal.", "seal", house.audit_sealer.counts)
    metrics.tally("notices", "Notices to people, by how far they came.", "status", house.outbox.counts)
    metrics.tally("sms_parts", "Parts of texts today, and their limit.", "of", house.sms_spending.figures)
    metrics.tally("closed", "What the operator closed for now, by switch.", "switch", house.switches.counts)
    steps = ("what", "step", "language", "network")
    told = "Screens of the last seven whole days, by step; what counts fewer than five calls is left out."
    metrics.tally("ussd_steps", told, steps, house.funnel.by_leaf)


def _alarms(house: House) -> Callable[[], Awaitable[Sequence[str]]]:
    async def raised() -> Sequence[str]:
        spent = (await house.sms_spending.today()).alarm
        unattended = "reports_unattended" if house.unattended.communes else None
        closed = [f"closed_{word}" for word in await house.switches.words()]
        return [*filter(None, (spent, unattended)), *closed]

    return raised


def statistics(house: House, pages: type[Pages], *, demo: bool) -> Pages:
    """The months that are over, for everybody or for whom the ministry sends."""
    return pages(house.statistics, house.places, load_kinds(), house.services.words, demo=demo)


def _finishing(door: Door) -> Callable[[web.Application], Awaitable[None]]:
    """A turn that was begun is finished: somebody may dial again to see it."""

    async def finish(_: web.Application) -> None:
        await door.close()

    return finish


def _disconnecting(telegram: Telegram) -> Callable[[web.Application], Awaitable[None]]:
    """After the last update was answered."""

    async def close(_: web.Application) -> None:
        await telegram.close()

    return close
