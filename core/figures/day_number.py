"""The day of a moment, in Cambodia, as a number that every database reckons alike.

So that millions of moments are counted by day where they lie.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class _DayNumber(GenericFunction[int]):
    type = Integer()
    inherit_cache = True
    name = "samnaeu_day_number"


def day_number(column: Column[datetime] | ColumnElement[datetime]) -> ColumnElement[int]:
    """`date.toordinal` of the day in Cambodia (UTC+7, without summer time) on which it was."""
    return _DayNumber(column)


@compiles(_DayNumber, "sqlite")
def _sqlite(element: _DayNumber, compiler: SQLCompiler, **more: Any) -> str:
    moment = compiler.process(element.clauses, **more)
    # to the second: SQLite would round the last thousandth of a day up into the next. Julian days begin at
    # another point, so many before the year 1
    return f"CAST(julianday(date(substr({moment}, 1, 19), '+7 hours')) - 1721424.5 AS INTEGER)"


@compiles(_DayNumber, "postgresql")
def _postgresql(element: _DayNumber, compiler: SQLCompiler, **more: Any) -> str:
    moment = compiler.process(element.clauses, **more)
    return f"(CAST(({moment}) AT TIME ZONE 'UTC' + INTERVAL '7 hours' AS DATE) - DATE '0001-01-01' + 1)"
