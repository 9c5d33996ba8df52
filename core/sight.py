"""Which requests exist for an officer: those of their area, but for nobody of a commune what goes above it.

A complaint never reaches whom it is about (DESIGN.md, "The queue"). Who that is nobody knows: so nobody of
the commune sees it.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, and_, true

from core.areas import within
from core.officers import Officer
from core.requests import kinds
from core.requests.request import Request
from core.roles import OVERSEERS, Role
from core.tables import requests


def unseen(role: Role) -> frozenset[str]:
    """The kinds of request that exist for nobody of this role, by code."""
    return frozenset() if role in OVERSEERS else kinds.load().above_commune


def exists_for(officer: Officer, request: Request) -> bool:
    """Whether this request does."""
    return officer.may_see(request.commune) and request.kind not in unseen(officer.role)


def visible(officer: Officer) -> ColumnElement[bool]:
    """The same, for a query."""
    return and_(within(requests.c.commune_code, officer.areas), other_than(unseen(officer.role)))


@cache  # one for each role's
def other_than(codes: frozenset[str]) -> ColumnElement[bool]:
    """Whether a request is of none of these kinds, for a query."""
    return requests.c.kind.not_in(sorted(codes)) if codes else true()
