"""`/console/requests/…/hear` and `…/voices/…`: a voice message is opened on purpose, then played."""

from __future__ import annotations

from aiohttp import web

from console.case.doing import CHANNEL
from console.pages import desk_of
from console.session import officer
from web.headers import NEVER_KEPT, SAFE_HEADERS

_PLAYED_HERE = {"Content-Disposition": "inline"}


async def opened(request: web.Request) -> str:
    """Opens the one that the form names, and returns its id. Raises Unknown, NotAllowed."""
    voice = str((await request.post()).get("voice", ""))
    reference = request.match_info["reference"]
    await desk_of(request).queue.hearing.open(officer(request), reference, voice, channel=CHANNEL)
    return voice


async def play(request: web.Request) -> web.Response:
    """Its sound, for who opened it; for others it does not exist."""
    told = request.match_info
    hearing = desk_of(request).queue.hearing
    sound = await hearing.sound(officer(request), told["reference"], told["voice"])
    headers = {**SAFE_HEADERS, **NEVER_KEPT, **_PLAYED_HERE}
    return web.Response(body=sound.content, content_type=sound.media_type, headers=headers)
