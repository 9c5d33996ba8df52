"""The programmes as the page shows them: of the same files as phones and the bot (`core.programmes`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from console.tongue import Tongue
from core.programmes import Amount, Programme, Programmes, Words
from flows.wording import LANGUAGES
from flows.wording.programmes import DOCUMENTS


@dataclass(frozen=True)
class Told:
    """One thing in both languages: language, words."""

    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sum:
    """An amount with what it is for, who told it, and as of when."""

    what: Told
    riels: str
    source: str
    as_of: str


@dataclass(frozen=True)
class Shown:
    """A programme. `brings`: what is to be brought, each a set of which one is enough.

    `sources`: the name of each, and its day.
    """

    code: str
    name: Told
    for_whom: Told
    enrol: Told
    window: Told | None
    brings: tuple[str, ...]
    amounts: tuple[Sum, ...]
    sources: tuple[tuple[str, str], ...]


def shown(programmes: Programmes, _: Tongue) -> Iterator[Shown]:
    """Those that may be named: what would tell of an illness has no line here either."""
    yield from (_shown(each, _) for each in programmes.values() if not each.sensitive)


def _shown(programme: Programme, _: Tongue) -> Shown:
    return Shown(
        code=programme.code,
        name=_told(programme.name),
        for_whom=_told(programme.for_whom),
        enrol=_told(programme.enrol),
        window=_told(programme.window) if programme.window else None,
        brings=tuple(_.all_of([_(DOCUMENTS[each]) for each in papers]) for papers in programme.brings),
        amounts=tuple(_sum(each, _) for each in programme.amounts),
        sources=tuple((each.name, _.short_day(each.as_of)) for each in programme.sources),
    )


def _sum(amount: Amount, _: Tongue) -> Sum:
    source = amount.source
    return Sum(_told(amount.what), _.count(amount.riels), source.name, _.short_day(source.as_of))


def _told(words: Words) -> Told:
    return Told(tuple((language, words.said(language)) for language in LANGUAGES))
