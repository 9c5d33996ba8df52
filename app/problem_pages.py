"""What somebody with a browser sees where nothing is, or where something broke: words, and a way on.

In both languages: whoever comes here may have chosen none. Machines get the short answer as it was.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from app.pages import page_of
from console.tongue import LANGUAGES, Tongue
from flows.messages import N_
from flows.wording import Words

_SAID: Mapping[int, tuple[str, str]] = {
    404: (N_("This is not here"), N_("The address may be mistyped, or what was here is gone.")),
    500: (N_("Something broke on our side"), N_("It has been noted. Please try again later.")),
}


def problem_pages(words: Words, *, demo: bool) -> Middleware:
    """Puts a page in the place of an answer that only a program reads. It goes around `plain_problems`."""
    tongues = [Tongue(words, code) for code in LANGUAGES]

    def told(status: int) -> web.Response:
        title, text = _SAID[status]
        said = [(_.code, _(title), _(text), _(N_("To the first page"))) for _ in tongues]
        return page_of(status, "problem.html", said=said, skip=tongues[0](N_("Skip to content")), demo=demo)

    @web.middleware
    async def instead(request: web.Request, handler: Handler) -> web.StreamResponse:
        reads = "text/html" in request.headers.get("Accept", "")
        try:
            response = await handler(request)
        except web.HTTPNotFound:
            if reads:
                return told(404)
            raise
        broke = response.status == 500 and response.content_type == "text/plain"
        return told(500) if broke and reads else response

    return instead
