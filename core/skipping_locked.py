"""Rows that several workers share out among themselves: each takes the next few that nobody else has."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select


def free(ids: Select[Any]) -> Select[Any]:
    """The ids of `ids` that nobody holds, held from now to the transaction's end: for `column.in_(…)`.

    Asked for once, whatever the plan: PostgreSQL may run a subquery with LIMIT anew for each row, and each
    run locks some more.
    """
    held = ids.with_for_update(skip_locked=True).cte("held").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(*held.c)
