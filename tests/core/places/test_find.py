from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.places import Gazetteer, Level, Place
from core.places.corrections import read
from core.places.fold import fold

cambodia = Gazetteer.load()
above_villages = [
    place for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE) for place in cambodia.at(level)
]


def codes(places: list[Place]) -> list[str]:
    return [place.code for place in places]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ភ្នំពេញ", "12"),
        ("រាជធានីភ្នំពេញ", "12"),
        ("phnom penh", "12"),
        ("Phnum Penh capital", "12"),
        ("Preah Sihanouk", "18"),
        ("Kompong Som", "18"),
        ("Oddar Meanchey", "22"),
        ("ឧត្តរមានជ័យ", "22"),
        ("Tbong Khmum", "25"),
        ("Ratanakiri", "16"),
        ("រតន\u200bគិរី", "16"),
        ("កណ្តាល", "08"),
        ("ខេត្ត កណ្ដាល", "08"),
        ("Kandal Province", "08"),
        ("Siem Reap", "17"),
        ("SIEMREAP", "17"),
        ("១២", "12"),
        ("1", "01"),
    ],
)
def test_a_province_is_found_however_it_is_written(typed: str, code: str) -> None:
    assert codes(cambodia.find(typed, level=Level.PROVINCE)) == [code]
    assert cambodia.find(typed)[0].code == code


@pytest.mark.parametrize(
    ("typed", "level", "code"),
    [
        ("ឃុំបន្ទាយនាង", Level.COMMUNE, "010201"),
        ("Khum Banteay Neang", Level.COMMUNE, "010201"),
        ("សង្កាត់ទួលទំពូងទី២", Level.COMMUNE, "120109"),
        ("ក្រុងតាខ្មៅ", Level.DISTRICT, "0811"),
        ("krong ta khmao", Level.DISTRICT, "0811"),
        ("Khan Chamkar Mon", Level.DISTRICT, "1201"),
    ],
)
def test_titles_and_spaces_do_not_matter(typed: str, level: Level, code: str) -> None:
    assert codes(cambodia.find(typed, level=level)) == [code]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kampong Spou", "05"),
        ("Batambang", "02"),
        ("Banteay Meanchei", "01"),
        ("បាតដំបង", "02"),
        ("ស្វាយរាង", "20"),
    ],
)
def test_a_slip_of_spelling_still_finds_the_place(typed: str, code: str) -> None:
    assert cambodia.find(typed, level=Level.PROVINCE)[0].code == code


def test_the_beginning_of_a_name_lists_all_that_begin_so() -> None:
    assert {"03", "04", "05", "06"} <= set(codes(cambodia.find("កំពង់", level=Level.PROVINCE)))


def test_an_exact_name_hides_guesses_and_ranks_greater_places_first() -> None:
    assert codes(cambodia.find("Kampong Cham")) == ["03", "0305", "030502", "100402"]
    assert codes(cambodia.find("Kampong Cham", within="03")) == ["0305", "030502"]


def test_villages_are_searched_where_the_search_is_narrowed() -> None:
    assert not any(place.level is Level.VILLAGE for place in cambodia.find("ថ្មី"))
    assert len(cambodia.find("ថ្មី", level=Level.VILLAGE)) >= 154
    assert codes(cambodia.find("Ou Thom", within="010201")) == ["01020101"]
    assert codes(cambodia.find("ភូមិកងមាស", within="050614")) == ["050614:kangmeas"]


def test_within_a_place_means_below_it() -> None:
    assert cambodia.find("08", within="08") == []
    assert cambodia.find("120109", within="12") == [cambodia.get("120109")]
    assert cambodia.find("120109", within="11") == []
    assert cambodia.find("Kandal", within="no such area") == []


@pytest.mark.parametrize("typed", ["", " ", "?!", "zzqqxx", "្", "\u200b", "Kandal" * 40])
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    assert cambodia.find(typed) == []


@given(st.sampled_from(above_villages))
def test_every_place_is_found_by_either_of_its_names(place: Place) -> None:
    for name in (place.km, place.en, f" {place.en.upper()}", "".join(place.km.split())):
        assert place in cambodia.find(name)


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(text: str) -> None:
    for found in cambodia.find(text, within="0102"):
        assert found.lies_in("0102")


def test_every_alias_adds_a_name() -> None:
    for code, names in read("aliases.toml").items():
        place = cambodia.get(code)
        assert place is not None
        folded = [fold(name) for name in (place.km, place.en, *names)]
        assert len(set(folded)) == len(folded)


def test_the_fold_makes_no_two_siblings_alike() -> None:
    """But for those that the list itself names alike, in that script."""
    families = [cambodia.at(Level.PROVINCE), *(cambodia.children(place.code) for place in above_villages)]
    for siblings in families:
        for names in ({place.km for place in siblings}, {place.en for place in siblings}):
            assert [
                same for _, group in groupby(sorted(names, key=fold), fold) if len(same := list(group)) > 1
            ] == []
