"""`/console/…`: the officers' pages on one router."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from console import addresses
from console.case.routes import add_case
from console.counter.routes import add_counter
from console.denials import denials
from console.desk import DESK, Desk
from console.faults import add_faults
from console.figures.routes import add_figures
from console.funnel.routes import add_funnel
from console.language import add_language
from console.line.routes import add_line
from console.messages.routes import add_messages
from console.overview.routes import add_overview
from console.pin_codes.routes import add_pin_codes
from console.programmes.routes import add_programmes
from console.switches.routes import add_switches
from web.assets import add_assets
from web.style.routes import add_style


def add_console(app: web.Application, desk: Desk) -> None:
    """Serve the console."""
    app[DESK] = desk
    add_style(app)
    add_assets(app, addresses.STATIC.rstrip("/"), Path(__file__).parent / "static")
    add_faults(app)
    app.middlewares.append(denials)
    add_language(app)
    add_line(app)
    add_case(app)
    add_counter(app)
    add_pin_codes(app)
    add_programmes(app)
    add_overview(app)
    add_figures(app)
    add_funnel(app)
    add_messages(app)
    add_switches(app)
