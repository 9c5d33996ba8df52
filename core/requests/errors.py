"""Why something could not be done to a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.requests.states import State

if TYPE_CHECKING:
    from core.requests.request import Request


class RequestError(Exception):
    """Anything that core refuses to do to a request."""


class Unknown(RequestError):
    """No such request for this person or officer: it may exist, but not for them."""


class NotAllowed(RequestError):
    """The table, the role or a condition forbids this. `why` is a stable English code, never shown raw."""

    def __init__(self, why: str, state: State, to: State | None = None) -> None:
        super().__init__(f"{why}: {state}" + (f" -> {to}" if to else ""))
        self.why = why
        self.state = state
        self.to = to


class ReasonNeeded(NotAllowed):
    """This transition is only made with a reason, or only so as things stand: `why` says which."""

    def __init__(self, state: State, to: State, why: str = "reason_needed") -> None:
        super().__init__(why, state, to)


class FactNeeded(NotAllowed):
    """This transition is only made with a certain fact (`fact` names it), or the one given will not do."""

    def __init__(self, fact: str, state: State, to: State) -> None:
        super().__init__(f"{fact}_needed", state, to)
        self.fact = fact


class Stale(RequestError):
    """Somebody changed the request since it was read; `version` is the present one."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the request is at version {version} now")
        self.version = version


class OpenAlready(RequestError):
    """The person has an open request of this kind of their own."""

    def __init__(self, own: Request) -> None:
        super().__init__("an open request exists already")
        self.own = own


class TooManyHelped(RequestError):
    """The person helps as many households as one phone may at a time."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"at most {limit} open requests as a helper")
        self.limit = limit


class TooLong(RequestError):
    """A text is longer than `limit` characters; `field` names it."""

    def __init__(self, field: str, limit: int) -> None:
        super().__init__(f"{field}: at most {limit} characters")
        self.field = field
        self.limit = limit


class InvalidFiling(RequestError):
    """What was to be filed cannot be: a fault of the door, not of the household. `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"not a valid {field}")
        self.field = field
