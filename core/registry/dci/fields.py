"""Single values of a record. What is absent is not known; what is there and cannot be read spoils the record:

half of it would tell a household that no money has come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from core.registry.dci.faults import Unusable

LONGEST = 200
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[0-9:.]{5,15}(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_AMOUNT = re.compile(r"\d{1,12}(\.0+)?", re.ASCII)


def objects(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, or the one that stands without one."""
    if value is None:
        return
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            raise Unusable("record.no_object")
        yield each


def text(value: object) -> str:
    """A line to show, at most LONGEST characters; empty where there is none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unusable("record.no_text")
    return " ".join(_UNSEEN.sub(" ", value).split())[:LONGEST]


def code(value: object) -> str:
    """A code word: `Account closed` as `account_closed`; empty where there is none."""
    word = re.sub(r"[\s/]+", "_", text(value).lower())
    if word and not _CODE.fullmatch(word):
        raise Unusable("record.no_code")
    return word


def day(value: object) -> date | None:
    """A date, or the day of a time as it is written there."""
    if value in (None, ""):
        return None
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value[:10])
    except ValueError:
        pass
    raise Unusable("record.no_date")


def riels(value: object) -> int | None:
    """An amount in whole riels."""
    if value in (None, ""):
        return None
    written = str(value) if not isinstance(value, bool) else ""
    if not _AMOUNT.fullmatch(written):
        raise Unusable("record.no_amount")
    return int(written.partition(".")[0])
