"""An exception as its classes and places. Never its message: that may repeat what a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from traceback import walk_tb

DEEPEST = 20
LONGEST_CHAIN = 5

_STRANGE = re.compile(r"[^A-Za-z0-9_.<>]")


def kind(error: BaseException) -> str:
    """The exception's class with its module."""
    module, name = type(error).__module__, type(error).__qualname__
    return _STRANGE.sub("?", name if module == "builtins" else f"{module}.{name}")


def trace(error: BaseException) -> list[str]:
    """For each exception of the chain, the raised one first: its class, then its places, innermost last."""
    return [line for each in _chain(error) for line in (kind(each), *_places(each))]


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in seen and len(seen) < LONGEST_CHAIN:
        seen.append(following)
        yield following
        following = _before(following)


def _before(error: BaseException) -> BaseException | None:
    if isinstance(error, BaseExceptionGroup):
        return error.exceptions[0]
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _places(error: BaseException) -> list[str]:
    frames = [
        (frame.f_globals.get("__name__", "?"), frame.f_code.co_qualname, line)
        for frame, line in walk_tb(error.__traceback__)
    ]
    return [
        f"  {_STRANGE.sub('?', module)}:{line} {_STRANGE.sub('?', name)}"
        for module, name, line in frames[-DEEPEST:]
    ]
