"""The front hall's own pages: `/` and the simulator."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from web.pages import environment, html

_templates = environment(Path(__file__).parent)


def page(template: str, /, **values: object) -> web.Response:
    """`template` (a path below app/) with `values`; never kept by a browser."""
    return page_of(200, template, **values)


def page_of(status: int, template: str, /, **values: object) -> web.Response:
    """`page`, with another status."""
    return html(_templates.get_template(template).render(values), status)
