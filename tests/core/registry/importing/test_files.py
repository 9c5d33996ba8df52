"""Files as people send them: with a BOM, from a spreadsheet, cut, torn, of another kind."""

from __future__ import annotations

import pytest

from core.registry.importing import WrongFile
from core.registry.tables import Tables
from tests.core.registry.conftest import BringIn, table

HEADER = ("id", "commune")
HOME = ("H-1", "120101")


async def test_a_byte_order_mark_changes_nothing(bring_in: BringIn) -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        imported = await bring_in("households", mark + table(HEADER, HOME).encode())
        assert (imported.outcome.taken, imported.outcome.refused) == (1, 0)


async def test_columns_may_stand_in_any_order_and_case(bring_in: BringIn) -> None:
    imported = await bring_in("households", table((" COMMUNE", "Level", "id "), ("120101", "", "H-1")))
    assert (imported.outcome.taken, imported.outcome.refused) == (1, 0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "missing: 'id', 'commune'"),
        ("id\n", "missing: 'commune'"),
        ("id,commune,name\n", "not known: 'name'"),
        ("id,commune,\n", "not known: ''"),
        ("id,commune,id\n", "twice: 'id'"),
        ("id;commune\n", "not separated by commas"),
        ("id\tcommune\n", "not separated by commas"),
        (table(HEADER).encode("utf-16"), "UTF-16"),
        (b"id,commune,\xff\n", "not UTF-8"),
        ('id,"commune\n', "quotation mark"),
        (b"PK\x03\x04" + bytes(range(256)) * 99, "a workbook"),
        (",".join(f"column{n}" for n in range(300)) + "\n", "…"),
    ],
)
async def test_a_file_of_another_kind_is_told_in_one_line(
    bring_in: BringIn, content: str | bytes, told: str
) -> None:
    with pytest.raises(WrongFile) as wrong:
        await bring_in("households", content)
    assert told in str(wrong.value)
    assert "\n" not in str(wrong.value)
    assert len(str(wrong.value)) < 500


async def test_a_slip_costs_its_own_line_alone(bring_in: BringIn, tables: Tables) -> None:
    good = "+855120005{:02}"
    lines = [
        b"id,commune,phones",
        b"H-2,120101,+85512000502",
        b'H-3,"120101,+85512000503',
        b"H-4,120101,+85512000504",
        b"H-5,120101",
        b"H-6,120101,a,b",
        b"",
        b",,",
        b"H-9,120101,\xff\xfe",
        b"H-10,120101," + b"x" * 1_000_000,
        b'H-11,"12"0101,',
        b"H-12,120101,+85512000512",
    ]
    imported = await bring_in("households", b"\r\n".join(lines))
    assert imported.reasons == {
        3: "a quotation mark is not closed, or stands where it should be doubled",
        5: "2 cells in 3 columns",
        6: "4 cells in 3 columns",
        9: "the line is not UTF-8",
        10: "the line is longer than 4096 bytes",
        11: "a quotation mark is not closed, or stands where it should be doubled",
    }
    for number in (2, 4, 12):
        assert [h.id for h in await tables.by_phone(good.format(number))] == [f"H-{number}"]


async def test_a_key_stands_once_and_its_first_row_is_taken(bring_in: BringIn, tables: Tables) -> None:
    homes = table(("id", "commune"), HOME, ("H-2", "120101"), ("H-1", "120109"), ("H-3", "120101"))
    assert (await bring_in("households", homes)).reasons == {4: "id: as in line 2"}
    cards = table(
        ("household", "number"),
        ("H-1", "DEMO-0001"),
        ("H-2", "demo 0001"),
        ("H-1", "DEMO-0003"),
        ("H-2", "DEMO-0002"),
    )
    assert (await bring_in("cards", cards)).reasons == {
        3: "number: as in line 2",
        4: "household: as in line 2",
    }
    found = await tables.by_card("DEMO0001")
    assert found
    assert (found.id, found.commune) == HOME
    assert (await tables.by_card("DEMO0002")) is not None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("members", "household,role,count\nH-9,head,1\n"),
        ("cards", "household,number\nH-9,DEMO0001\n"),
        ("enrolments", "household,programme\nH-9,family_package\n"),
        ("payments", "id,household,programme,status\nP-1,H-9,family_package,planned\n"),
    ],
)
async def test_what_is_of_no_household_is_refused(bring_in: BringIn, kind: str, content: str) -> None:
    await bring_in("households", table(HEADER, HOME))
    assert "import households first" in (await bring_in(kind, content)).reasons[2]
    assert not (await bring_in(kind, content.replace("H-9", "H-1"))).reasons
