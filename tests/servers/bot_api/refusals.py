"""How Telegram says no. The words are its own: some programs go by them."""

from __future__ import annotations

from tests.servers.bot_api.shapes import Json

OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


class Refused(Exception):
    """An answer with `ok: false`; `code` is the HTTP status too."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


class ConnectionLost(Exception):
    """The caller hears nothing at all."""


def bad_request(why: str) -> Refused:
    """What was asked for is wrong."""
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    """The bot may not write there."""
    return Refused(403, f"Forbidden: {why}")


def conflict(why: str) -> Refused:
    """Somebody else takes the updates."""
    return Refused(409, f"Conflict: {why}")


def too_many(retry_after: int) -> Refused:
    """Flood control; `retry_after` in seconds."""
    words = f"Too Many Requests: retry after {retry_after}"
    return Refused(429, words, {"retry_after": retry_after})
