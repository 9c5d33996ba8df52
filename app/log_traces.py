"""An exception as its classes and places. Never its message: that may repeat what a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sysconfig import get_path
from traceback import walk_tb
from types import FrameType

DEEPEST = 20
LONGEST_CHAIN = 5

_STANDARD = get_path("stdlib")
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
    """Where it passed through our own code, and where it was raised; not what libraries do between."""
    frames = list(walk_tb(error.__traceback__))
    told = [*(each for each in frames[:-1] if _is_ours(each[0])), *frames[-1:]]
    return [_place(frame, line) for frame, line in told[-DEEPEST:]]


def _place(frame: FrameType, line: int) -> str:
    module = _STRANGE.sub("?", str(frame.f_globals.get("__name__")))
    return f"  {module}:{line} {_STRANGE.sub('?', frame.f_code.co_qualname)}"


def _is_ours(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.startswith("/") and "site-packages" not in file and not file.startswith(_STANDARD)
