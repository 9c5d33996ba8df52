"""Web pages: templates rendered with every value escaped, sent with strict headers."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from web.headers import NEVER_KEPT, SAFE_HEADERS

SHARED = Path(__file__).parent


def environment(folder: Path) -> Environment:
    """Finds templates below `folder`, then below this package; a value that a template misses is an error."""
    return Environment(
        loader=FileSystemLoader([folder, SHARED]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html(text: str, status: int = 200) -> web.Response:
    """A page that no browser keeps."""
    headers = {**SAFE_HEADERS, **NEVER_KEPT}
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8", headers=headers)
