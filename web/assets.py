"""Files that go to a browser as they are: those present at start, each with its type and safe headers."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from web.headers import SAFE_HEADERS

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_MOUNTED = web.AppKey("assets_mounted", set[str])


def add_assets(app: web.Application, prefix: str, folder: Path, *, max_age: int = 0) -> None:
    """Serve the files of `folder` that TYPES knows at `prefix/<name>`. Asked twice, it does it once.

    `max_age`: seconds that a browser may keep a file unasked; 0 makes it ask each time (and get 304).
    """
    mounted = app.setdefault(_MOUNTED, set())
    if prefix in mounted:
        return
    mounted.add(prefix)
    files = {path.name: path for path in folder.iterdir() if path.suffix in TYPES}
    caching = f"public, max-age={max_age}" if max_age else "no-cache"

    async def send(request: web.Request) -> web.StreamResponse:
        path = files.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": TYPES[path.suffix], "Cache-Control": caching}
        return web.FileResponse(path, headers={**SAFE_HEADERS, **headers})

    app.router.add_get(prefix + "/{name}", send)
