"""What was typed into the forms of signing in: exactly as typed."""

from __future__ import annotations

from aiohttp import web


async def typed(request: web.Request, *names: str) -> list[str]:
    """The fields of these names, empty where one is missing."""
    posted = await request.post()
    return [value if isinstance(value := posted.get(name, ""), str) else "" for name in names]
