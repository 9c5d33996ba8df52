"""`/statistics/v1.json`: everything that was told, as open data (app/statistics/v1.schema.json).

Its version changes when a program that reads it must: entries are only ever added to `1`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from core.places import Gazetteer
from core.requests.kinds import Kinds
from core.statistics import Published, Told
from core.suppression import LEAST

VERSION = "1.0"


@dataclass(frozen=True)
class Document:
    """The bytes that are sent, whole and packed, and their entity tag."""

    body: bytes
    packed: bytes
    tag: str


def document(months: Sequence[Published], places: Gazetteer, kinds: Kinds) -> Document:
    """All months. A quarter of a second for a country's three years: for a thread."""
    body = json.dumps(_value(months, places, kinds), ensure_ascii=False, separators=(",", ":")).encode()
    return Document(body, gzip.compress(body, 6, mtime=0), sha256(body).hexdigest()[:32])


def _value(months: Sequence[Published], places: Gazetteer, kinds: Kinds) -> Mapping[str, Any]:
    told = [cell for month in months for cell in month.told]
    return {
        "$schema": "v1.schema.json",
        "version": VERSION,
        "least": LEAST,
        "kinds": _kinds({cell.kind for cell in told if cell.kind}, kinds),
        "areas": _areas({cell.area for cell in told if cell.area}, places),
        "months": [
            {
                "month": str(month.month),
                "frozen_at": month.frozen_at.isoformat(),
                "cells": [_cell(cell) for cell in month.told],
            }
            for month in months
        ],
    }


def _cell(cell: Told) -> dict[str, Any]:
    """What is not told is not there."""
    numbers = {"filed": cell.filed, "decided": cell.decided, "median_days": cell.median_days}
    told = {name: number for name, number in numbers.items() if number is not None}
    return {"area": cell.area, "kind": cell.kind, **told}


def _kinds(codes: Iterable[str], kinds: Kinds) -> list[dict[str, str]]:
    named = ((code, kinds.get(code)) for code in sorted(codes))
    return [
        {"code": code, "km": _plain(kind.name.km), "en": kind.name.en} if kind else {"code": code}
        for code, kind in named
    ]


def _areas(codes: Iterable[str], places: Gazetteer) -> list[dict[str, str]]:
    named = ((code, places.get(code)) for code in sorted(codes))
    return [
        {"code": code, "km": place.km, "en": place.en} if place else {"code": code} for code, place in named
    ]


def _plain(text: str) -> str:
    """Without the marks where a line may break."""
    return text.replace("\N{ZERO WIDTH SPACE}", "")
