"""The sentences that a talk may tell the world by, each with what it does."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import TypeAlias

from tests.flows.talks.world import World

Doer: TypeAlias = Callable[..., Awaitable[None]]
_SENTENCES: list[tuple[re.Pattern[str], Doer]] = []


def told(sentence: str) -> Callable[[Doer], Doer]:
    """Registers a sentence: `{name}` in it takes what stands there and gives it to the doer as text."""
    pattern = re.escape(sentence).replace(r"\{", "{").replace(r"\}", "}")
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>.+?)", pattern)

    def add(doer: Doer) -> Doer:
        _SENTENCES.append((re.compile(pattern), doer))
        return doer

    return add


async def happen(world: World, sentence: str) -> None:
    """Does what `sentence` tells. Raises LookupError for one that nobody registered."""
    for pattern, doer in _SENTENCES:
        if found := pattern.fullmatch(sentence):
            await doer(world, **found.groupdict())
            return
    raise LookupError(f"no such sentence: {sentence!r}; docs/talks.md lists them")


def is_told_by(sentence: str, module: ModuleType) -> bool:
    """Whether `sentence` is one of those that a module registered."""
    return any(
        pattern.fullmatch(sentence) and doer.__module__ == module.__name__ for pattern, doer in _SENTENCES
    )


def sentences() -> list[str]:
    """All of them, as `told` was given them."""
    return [
        re.sub(r"\(\?P<(\w+)>\.\+\?\)", r"{\1}", pattern.pattern).replace("\\", "")
        for pattern, _ in _SENTENCES
    ]
