from __future__ import annotations

import hashlib

import pytest

from core.places import Level, source
from core.places.corrections import Corrections
from core.places.place import Kind


@pytest.mark.parametrize(
    ("level", "checksum"),
    [
        (Level.PROVINCE, "2b61c987415e6d29b773a62c0e1b5dbd65fec67218960657d2702636d40136e6"),
        (Level.DISTRICT, "fd458460d4b287f8d13fb8a766fdb2f038a3b6e8690bf28e28f8449cc3d47049"),
        (Level.COMMUNE, "9e2eb4b54a5f0cf30891b604e5ab68d2486e016b9084714a1de80835f3fa5f2e"),
        (Level.VILLAGE, "344537c7818e54cc5790ba238fddc38768dc81fa858b281341b53360ea356f3c"),
    ],
)
def test_the_list_is_the_one_our_corrections_were_reviewed_against(level: Level, checksum: str) -> None:
    assert hashlib.sha256(source.file(level).read_bytes()).hexdigest() == checksum


@pytest.mark.parametrize(
    ("level", "count"),
    [(Level.PROVINCE, 25), (Level.DISTRICT, 210), (Level.COMMUNE, 1661), (Level.VILLAGE, 14576)],
)
def test_the_list_has_as_many_places_as_were_counted(level: Level, count: int) -> None:
    assert len(list(source.rows(level))) == count


def test_listed_communes_are_1387_khum_and_274_sangkat() -> None:
    corrections = Corrections.load()
    kinds = [corrections.kind_of(row.code, Level.COMMUNE) for row in source.rows(Level.COMMUNE)]
    assert (kinds.count(Kind.KHUM), kinds.count(Kind.SANGKAT)) == (1387, 274)


def test_every_correction_still_has_something_to_correct() -> None:
    corrections = Corrections.load()
    codes = {row.code for level in Level for row in source.rows(level)}
    parents = {row.parent for row in source.rows(Level.VILLAGE)}
    assert corrections.kinds.keys() <= codes
    assert corrections.names.keys() <= codes
    assert corrections.same.keys() <= parents
    assert set(corrections.same.values()) <= codes
