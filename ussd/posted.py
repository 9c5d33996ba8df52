"""What a gateway posts: known by the secret in its path, a form, and no larger than such forms are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hmac import compare_digest

from aiohttp import web

from ussd import africastalking
from ussd.africastalking import MOST_BYTES, Malformed

FORM = "application/x-www-form-urlencoded"


class Posted:
    """Reads forms for who knows one of `secrets`. `refused` is told of each that is none."""

    def __init__(self, secrets: Sequence[str], refused: Callable[[web.HTTPException], None]) -> None:
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._refused = refused

    async def form(self, request: web.Request) -> dict[str, str]:
        """The fields. Raises what to answer: 404 to a stranger, of whom nothing is read, 4xx for no form."""
        if not self._known(request.match_info["gateway"], request.match_info["secret"]):
            raise web.HTTPNotFound
        if request.content_type != FORM:
            raise self.no(web.HTTPUnsupportedMediaType(text="a form is expected"))
        body = await _bounded(request)
        if len(body) > MOST_BYTES:
            raise self.no(web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body)))
        try:
            return africastalking.fields(body)
        except Malformed as error:
            raise self.no(web.HTTPBadRequest(text=str(error))) from None

    def no(self, answer: web.HTTPException) -> web.HTTPException:
        """The answer to what no gateway of ours posts, once it was told."""
        self._refused(answer)
        return answer

    def _known(self, gateway: str, secret: str) -> bool:
        given = secret.encode("utf-8", "surrogateescape")
        # every live secret is compared, so that the time taken tells nothing
        matches = [compare_digest(given, known) for known in self._secrets]
        return any(matches) and gateway == africastalking.GATEWAY


async def _bounded(request: web.Request) -> bytes:
    """The body, read no further than to see that it is too long."""
    body = bytearray()
    async for chunk in request.content.iter_chunked(MOST_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            break
    return bytes(body)
