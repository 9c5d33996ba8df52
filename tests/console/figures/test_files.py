"""Files of figures: no formula, nobody named, small numbers hidden and not to be worked out."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.figures.files import File, as_csv, as_workbook
from console.figures.hiding import without_small, without_small_in_file
from console.figures.tables import Parts, Row, Table, summed

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")')


def table(*rows: tuple[int, ...], parts: tuple[Parts, ...] = ()) -> Table:
    """Lines called a, b, c …"""
    lines = tuple(Row("abcdefgh"[at], cells) for at, cells in enumerate(rows))
    head = ("Place", *(f"n{at}" for at in range(len(rows[0]))))
    return Table("t", "Title", head, lines, summed("Together", lines), parts=parts)


def cells(body: bytes) -> list[tuple[str, str]]:
    """Of all sheets: the type of each cell, and its value or formula."""
    with zipfile.ZipFile(BytesIO(body)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314  our own
        words = ["".join(one.itertext()) for one in strings]
        names = [name for name in book.namelist() if "worksheets/sheet" in name]
        sheets = [ElementTree.fromstring(book.read(name)) for name in names]  # noqa: S314  our own
    found = []
    for cell in (cell for sheet in sheets for cell in sheet.iter(f"{SHEET}c")):
        assert cell.find(f"{SHEET}f") is None, "a formula"
        value = cell.findtext(f"{SHEET}v") or ""
        found.append((cell.get("t", "n"), words[int(value)] if cell.get("t") == "s" else value))
    return found


@pytest.mark.parametrize("words", FORMULAS)
def test_no_spreadsheet_takes_words_for_a_formula(words: str) -> None:
    told = Table("t", words, (words, "n"), (Row(words, (words, 7)),), note=words)
    lines = list(csv.reader(StringIO(as_csv(File([], [told])).decode("utf-8-sig"), newline="")))
    assert {cell[:1] for line in lines for cell in line} <= {"'", "n", "7"}
    assert [
        cell for _type, cell in cells(as_workbook(File([], [told]))) if cell.startswith(("=", "+", "-", "@"))
    ] == []


def test_numbers_are_numbers_and_khmer_is_kept() -> None:
    told = Table("t", "តួលេខ", ("ឃុំ", "n"), (Row("ទន្លេបាសាក់", (1234,)),), None)
    assert ("n", "1234") in cells(as_workbook(File(["ក"], [told])))
    assert ("s", "ទន្លេបាសាក់") in cells(as_workbook(File(["ក"], [told])))
    assert as_csv(File([], [told])).startswith(b"\xef\xbb\xbf")
    assert "ទន្លេបាសាក់,1234" in as_csv(File([], [told])).decode("utf-8-sig")


def shown(table: Table) -> list[tuple[object, ...]]:
    """Every line of it, with a dash for what is hidden."""
    return [row.cells for row in without_small(table, "-").lines]


def test_a_small_number_is_hidden_and_so_is_what_would_give_it_away() -> None:
    told = shown(table((20,), (3,), (9,), parts=(Parts((0,)),)))
    assert told[1] == ("-",)
    assert told[3] == (32,)
    assert sum(row == ("-",) for row in told) == 2


def test_what_counts_nobody_is_shown() -> None:
    told = shown(table((20,), (0,), (9,), parts=(Parts((0,)),)))
    assert told == [(20,), (0,), (9,), (29,)]


def test_a_median_of_few_goes_with_their_number() -> None:
    rows = (Row("a", (4, 2.5)), Row("b", (8, 1.0)))
    few = Table("t", "T", ("State", "Left", "Half"), rows, parts=(Parts((0,)),), measures=(1,))
    assert shown(few) == [("-", "-"), (8, 1.0)]


OF_OPEN = (Parts((1,), total=0, rest=True), Parts((2, 3), total=0))
"""Late of open, and the same open ones by two ages."""
lines_of_open = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 80)).map(
    lambda ages: (ages[0] + ages[1], min(ages[2], ages[0] + ages[1]), ages[0], ages[1])
)


@given(st.lists(lines_of_open, min_size=1, max_size=6))
def test_no_column_gives_away_what_another_hides(rows: list[tuple[int, ...]]) -> None:
    """From lines and columns that lack one number it is found: no small one comes out."""
    told = shown(table(*rows, parts=OF_OPEN))
    known = worked_out(told)
    whole = [*rows, tuple(map(sum, zip(*rows, strict=True)))]
    small = {(line, at) for line, row in enumerate(whole) for at in range(4) if 0 < row[at] < 5}
    assert not small & known
    assert all(told[line][at] == "-" for line, at in small)


WAYS = Parts((0, 1))
asked_for = st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans(), st.integers(0, 1))
"""A request that is open: its state, its place, whether it is late, its age."""


def by(axis: int, requests: list[tuple[int, int, bool, int]]) -> Table:
    """Open requests by state or by place: open, late, and by two ages."""
    rows = [[each for each in requests if each[axis] == one] for one in range(4)]
    counted = [(len(r), sum(e[2] for e in r), sum(not e[3] for e in r), sum(e[3] for e in r)) for r in rows]
    return replace(table(*counted, parts=OF_OPEN), same=dict(enumerate(("open", "late", "new", "old"))))


SMALL_TOGETHER = [
    *((0, 0, False, 0), (0, 0, False, 1), (0, 3, False, 0), (1, 0, False, 0)),
    *((1, 0, False, 1), (1, 1, False, 0), (1, 2, True, 0)),
]
"""Seven are open and five of them new: who reads one number in each table would know of two."""


@given(st.lists(asked_for, min_size=1, max_size=60))
@example(SMALL_TOGETHER)
def test_no_table_of_a_file_gives_away_what_another_hides(
    requests: list[tuple[int, int, bool, int]],
) -> None:
    """The last lines of both are the same numbers: who has one table reads the other's there."""
    tables = [by(0, requests), by(1, requests)]
    told = [[row.cells for row in each.lines] for each in without_small_in_file(tables, "-")]
    last = tuple(
        max(both, key=lambda cell: cell != "-") for both in zip(told[0][-1], told[1][-1], strict=True)
    )
    for each, lines in zip(tables, told, strict=True):
        known = worked_out([*lines[:-1], last])
        small = {(at, n) for at, row in enumerate(each.lines) for n in range(4) if 0 < row.number(n) < 5}
        assert not small & known


def test_who_files_for_others_is_not_told_by_the_number_of_all() -> None:
    filed = replace(table((30,), (13,), parts=(Parts((0,)),)), same={0: "filed"})
    ways = replace(table((40, 3), parts=(WAYS,)), same_sum="filed")
    first, second = without_small_in_file([filed, ways], "-")
    assert [row.cells for row in first.lines] == [(30,), (13,), (43,)]
    assert [row.cells for row in second.lines] == [("-", "-"), ("-", "-")]


@given(st.lists(asked_for, min_size=1, max_size=60))
@example(SMALL_TOGETHER)
def test_what_the_last_line_of_one_table_hides_that_of_the_next_hides_too(
    requests: list[tuple[int, int, bool, int]],
) -> None:
    first, second = without_small_in_file([by(0, requests), by(1, requests)], "-")
    for one, other in zip(first.lines[-1].cells, second.lines[-1].cells, strict=True):
        assert one != "-" or other == "-"


def worked_out(told: list[tuple[object, ...]]) -> set[tuple[int, int]]:
    """What somebody finds who subtracts: of each sum that lacks a single number, that number."""
    last = len(told) - 1
    sums = [[(line, 0), (line, 2), (line, 3)] for line in range(len(told))]
    sums += [[(last, at), *((line, at) for line in range(last))] for at in range(4)]
    known = {(line, at) for line, row in enumerate(told) for at in range(4) if row[at] != "-"}
    found = True
    while found:
        found = False
        for of in sums:
            missing = [spot for spot in of if spot not in known]
            if len(missing) == 1:
                known.add(missing[0])
                found = True
    return known
