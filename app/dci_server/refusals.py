"""What the server does not take: a whole message (an error with its HTTP status), or a search in it."""

from __future__ import annotations


class NotTaken(Exception):
    """The message is not taken: `code` of the standard's `err.…`, with an HTTP status."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


class Rejected(Exception):
    """The message is answered with `rjct` and a code of the standard's; `whole`: of its header."""

    def __init__(self, code: str, *, whole: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.whole = whole
