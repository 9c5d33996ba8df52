"""The page where supervisors see how far calls come."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web
from babel.numbers import format_decimal

from console import addresses
from console.funnel import view
from console.funnel.names import NETWORKS, network_name
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.tongue import LANGUAGES
from core.acts import AreaAct
from core.funnel.figures import MONTH, WEEK, Choice, Figures
from core.policy import may_in
from core.requests.errors import Unknown
from flows.messages import N_

PERIODS = {str(WEEK): N_("The last 7 days"), str(MONTH): N_("The last 30 days")}

FIRST = "request"
"""The conversation that is shown unless another is chosen: the one long path."""


def add_funnel(app: web.Application) -> None:
    """Serve the page."""
    app.router.add_get(addresses.FUNNEL, show)


async def show(request: web.Request) -> web.Response:
    """One conversation, of the calls that were chosen. For whoever may see the overview."""
    desk, _ = desk_of(request), tongue_of(request)
    if not may_in(officer(request), AreaAct.SEE_LATE):
        raise Unknown
    figures = await desk.funnel.figures()
    flows = sorted(desk.scripts.scripts, key=lambda flow: (flow != FIRST, flow))
    flow = _one_of(request, "script", flows) or flows[0]
    choice = _choice(request, figures)
    rows = view.rows(desk.scripts[flow], figures, choice, _)
    values = {
        "way": "funnel",
        "script": flow,
        "scripts": [(each, _(desk.scripts[each].title)) for each in flows],
        "choice": choice,
        "periods": [(days, _(said)) for days, said in PERIODS.items()],
        "tongues": [(each, _(LANGUAGES[each])) for each in figures.languages if each in LANGUAGES],
        "networks": [(each, network_name(each, _)) for each in _known(figures.networks)],
        "until": _.short_day(figures.until),
        "rows": rows,
        "picture": view.picture(rows),
        "number": lambda count: format_decimal(count, locale=_.code),
    }
    return page(request, "funnel/funnel.html", values)


def _choice(request: web.Request, figures: Figures) -> Choice:
    return Choice(
        days=int(_one_of(request, "days", PERIODS) or MONTH),
        language=_one_of(request, "language", figures.languages),
        network=_one_of(request, "network", figures.networks),
    )


def _one_of(request: web.Request, name: str, known: Iterable[str]) -> str | None:
    """What was asked for, if there is such a thing; else all of them."""
    asked = request.query.get(name, "")
    return asked if asked in known else None


def _known(networks: Iterable[str]) -> list[str]:
    """In one order, the nameless last."""
    order = [*NETWORKS, *networks]
    return sorted(networks, key=order.index)
