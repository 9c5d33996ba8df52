from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import khmer
from core.places import Gazetteer, Kind, Level, Place, source

cambodia = Gazetteer.load()
every_place = [place for level in Level for place in cambodia.at(level)]


def place(code: str) -> Place:
    found = cambodia.get(code)
    assert found is not None
    return found


def test_no_listed_place_is_lost() -> None:
    """1,661 communes are listed, of which seven are Kokir (250314) over again."""
    assert [len(cambodia.at(level)) for level in Level] == [25, 210, 1654, 14576]


def test_every_district_is_a_srok_krong_or_khan_and_every_commune_named_after_it() -> None:
    assert Counter(place.kind for place in every_place) == {
        Kind.PROVINCE: 24,
        Kind.CAPITAL: 1,
        Kind.SROK: 163,
        Kind.KRONG: 33,
        Kind.KHAN: 14,
        Kind.KHUM: 1380,
        Kind.SANGKAT: 274,
        Kind.PHUM: 14576,
    }
    assert place("120109").kind is Kind.SANGKAT
    assert place("010201").kind is Kind.KHUM


def test_names_are_shown_without_title_slips_or_stray_characters() -> None:
    assert place("12") == Place("12", Level.PROVINCE, "ភ្នំពេញ", "Phnom Penh", Kind.CAPITAL)
    assert place("08").km == "កណ្ដាល"
    assert [place(code).km for code in ("03030401", "09070103", "17101002", "10050609", "140107")] == [
        "ព្នៅលិច",
        "ត្រពាំងខ្នារ",
        "ថ្នល់",
        "អូរសែនជ័យ",
        "ស្ពឺ ក",
    ]
    assert [place(code).en for code in ("080404", "14080210", "14080212", "25070319", "03010403")] == [
        "Kaoh Thum Ka",
        "Kanhcham (Ka)",
        "Prey Tumpung (Ka)",
        "Veah (Chea Sar)",
        'Prasout "Ka"',
    ]


def test_every_name_is_as_it_would_be_stored() -> None:
    for known in every_place:
        assert known.km == khmer.display(known.km) != ""
        assert known.en == khmer.display(known.en) != ""
        assert known.en.isascii()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("010201", "010201"),
        ("10201", "010201"),
        ("1", "01"),
        ("102", "0102"),
        ("1020101", "01020101"),
        (" ១២០១០៩ ", "120109"),
    ],
)
def test_codes_are_taken_as_people_type_them(typed: str, code: str) -> None:
    assert place(typed).code == code


@pytest.mark.parametrize(
    "typed", ["", "0", "99", "999999", "1201099", "12 0109", "-1", "²", "ក", "0506140-", "120109*"]
)
def test_an_unknown_code_is_nothing(typed: str) -> None:
    assert cambodia.get(typed) is None
    assert not cambodia.children(typed)


@given(st.sampled_from(every_place))
def test_a_place_is_found_by_its_code_and_lies_in_its_parent(known: Place) -> None:
    assert cambodia.get(known.code) is known
    parent = cambodia.parent(known)
    if known.level is Level.PROVINCE:
        assert parent is None
    else:
        assert parent is not None
        assert parent.level == known.level - 2
        assert known in cambodia.children(parent.code)
        assert known.code.startswith(parent.code)


@given(st.sampled_from(every_place))
def test_children_come_in_code_order(parent: Place) -> None:
    children = cambodia.children(parent.code)
    assert list(children) == sorted(children, key=lambda child: (not child.is_coded, child.code))


def test_every_listed_commune_code_still_leads_to_a_commune() -> None:
    for row in source.rows(Level.COMMUNE):
        assert place(row.code).level is Level.COMMUNE


def test_the_commune_listed_eight_times_is_one_with_eight_villages() -> None:
    assert {place(f"2503{n}").code for n in range(14, 22)} == {"250314"}
    assert [known.km for known in cambodia.children("2503")].count("គគីរ") == 1
    assert [village.code for village in cambodia.villages("250320")] == [f"2503140{n}" for n in range(1, 9)]


def test_villages_of_the_commune_that_is_not_listed_are_chosen_by_name_in_the_one_they_belong_to() -> None:
    villages = cambodia.villages("120912")
    assert len(villages) == 13
    assert not any(village.is_coded for village in villages)
    assert "ត្រពាំងក្រសាំង" in {village.km for village in villages}
    assert cambodia.get("12091302") is None


@pytest.mark.parametrize(
    "code", ["02140401", "02140408", "08120101", "12091701", "14110601", "14110608", "14110701", "04061500"]
)
def test_a_village_code_that_is_shared_or_points_to_another_commune_finds_no_village(code: str) -> None:
    assert cambodia.get(code) is None


def test_an_uncoded_village_is_known_by_commune_and_name() -> None:
    uncoded = [village for village in cambodia.at(Level.VILLAGE) if not village.is_coded]
    assert len(uncoded) == 106
    village = place("050614:kangmeas")
    assert (village.km, village.commune, village.level) == ("កងមាស", "050614", Level.VILLAGE)
    assert cambodia.parent(village) == place("050614")
    assert village in cambodia.villages("50614")


def test_only_one_commune_has_no_villages() -> None:
    assert [known.code for known in cambodia.at(Level.COMMUNE) if not cambodia.villages(known.code)] == [
        "100409"
    ]


def test_only_a_commune_has_villages() -> None:
    assert cambodia.children("1209")
    assert cambodia.villages("1209") == ()


def test_the_province_with_most_villages_comes_first() -> None:
    sizes = [
        sum(village.code.startswith(province.code) for village in cambodia.at(Level.VILLAGE))
        for province in cambodia.provinces()
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == 25
    assert [province.en for province in cambodia.provinces()[:4]] == [
        "Kampong Speu",
        "Prey Veng",
        "Takeo",
        "Kandal",
    ]


def test_it_is_read_once() -> None:
    assert Gazetteer.load() is cambodia
