"""One kind of figure: what is read from the database, and what is made of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.scope import Scope
from core.figures.span import Span
from core.office import Office

R = TypeVar("R")
T = TypeVar("T")
Read: TypeAlias = Callable[[AsyncConnection, Office, Scope, Span], Awaitable[R]]
Finish: TypeAlias = Callable[[Office, Scope, R], T]


@dataclass(frozen=True)
class Count(Generic[R, T]):
    """`read` counts, as part of a transaction that sees one state of the database.

    `finish` makes figures of what was read, in a thread.
    """

    name: str
    read: Read[R]
    finish: Finish[R, T]


def count(name: str, read: Read[T]) -> Count[T, T]:
    """A count of which nothing is left to be made."""
    return Count(name, read, lambda _office, _scope, found: found)


@dataclass(frozen=True)
class Told(Generic[T]):
    """Figures of a scope and a span, as they stood at `span.moment`."""

    scope: Scope
    span: Span
    what: T
