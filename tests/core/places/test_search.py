from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.places import Found, Gazetteer, Kind, Level, Place, gazetteer, surest
from core.places.corrections import read
from core.places.fold import fold
from core.places.searching import Search
from tests.core.places.ordinal_slips import ordinals
from tests.core.places.slips import FIRST, thousand

cambodia = Gazetteer.load()
above_villages = [place for level in Level if level < Level.VILLAGE for place in cambodia.at(level)]
everywhere = [*above_villages, *cambodia.at(Level.VILLAGE)]


def codes(found: list[Found]) -> list[str]:
    return [each.place.code for each in found]


def first(typed: str) -> str:
    return codes(cambodia.search(typed))[0]


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
        ("province of Kandal", "08"),
        ("SIEMREAP", "17"),
        ("Kampong Spou", "05"),
        ("Batambang", "02"),
        ("Banteay Meanchei", "01"),
        ("បាតដំបង", "02"),
        ("ស្វាយរាង", "20"),
    ],
)
def test_a_province_is_found_however_it_is_written(typed: str, code: str) -> None:
    assert first(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ឃុំបន្ទាយនាង", "010201"),
        ("Khum Banteay Neang", "010201"),
        ("bateay neang", "010201"),
        ("Neang Banteay", "010201"),
        ("BanteayNeang", "010201"),
        ("សង្កាត់ទួលទំពូងទី២", "120109"),
        ("Toul Tompoung Ti 2", "120109"),
        ("ក្រុងតាខ្មៅ", "0811"),
        ("Takmao", "0811"),
        ("sangkat Takmao", "081104"),
        ("Khan Chamkar Mon", "1201"),
        ("Poipet", "0110"),
        ("Phnom Srok", "0103"),
        ("ស្រុកភ្នំស្រុក", "0103"),
        ("Sang", "0810"),
    ],
)
def test_titles_blanks_order_and_usual_spellings_do_not_matter(typed: str, code: str) -> None:
    assert code in codes(cambodia.search(typed))[:2]


@pytest.mark.parametrize(
    "typed",
    [
        "kokir kandal",
        "kandal kokir",
        "Kokir, Kien Svay",
        "koki srok kien svay khet kandal",
        "khum Kokir, district of Kien Svay, Kandal province",
        "គគីរកណ្ដាល",
        "គគីរ កៀនស្វាយ",
        "ឃុំគគីរស្រុកកៀនស្វាយខេត្តកណ្តាល",
    ],
)
def test_where_it_lies_tells_a_place_from_its_namesakes(typed: str) -> None:
    assert len([place for place in above_villages if place.en == "Kokir"]) == 3
    assert first(typed) == "080206"


def test_a_title_prefers_its_level() -> None:
    assert first("Kampong Cham") == "03"
    assert first("krong Kampong Cham") == "0305"
    assert cambodia.search("phum Samraong")[0].place.level is Level.VILLAGE
    assert cambodia.search("ឃុំសំរោង")[0].place.level is Level.COMMUNE
    assert cambodia.search("Samraong village")[0].place.level is Level.VILLAGE


def test_a_village_is_found_among_its_namesakes_by_its_commune() -> None:
    assert first("Thmei, Prasat") == "01040408"
    assert first("ភូមិថ្មីឃុំប្រាសាទ") == "01040408"


TUOL_TUMPUNG = ["120109", "120110"]


@pytest.mark.parametrize(
    "typed",
    [
        "Tuol Tumpung",
        "Toul Tompoung",
        "Sangkat Toul Tumpung",
        "sangkat tuol tumpung, khan chamkar mon",
        "ទួលទំពូង",
        "សង្កាត់ទួលទំពូង",
        "សង្កាត់ទួលទំពូងខណ្ឌចំការមន",
    ],
)
def test_a_numbered_place_is_found_without_its_number(typed: str) -> None:
    assert sorted(codes(cambodia.search(typed))[:2]) == TUOL_TUMPUNG


@pytest.mark.parametrize("typed", ["Stung Mean Chey", "Steung Meanchey", "ស្ទឹងមានជ័យ"])
def test_numbered_sangkats_come_before_villages_whose_names_are_only_like_theirs(typed: str) -> None:
    assert sorted(codes(cambodia.search(typed))[:3]) == ["120608", "120609", "120610"]


@pytest.mark.parametrize(
    ("typed", "communes"),
    [
        ("Phsar Thmei", ["120201", "120202", "120203"]),
        ("Phsar Kandal", ["120205", "120206"]),
        ("Ou Ruessei", ["120301", "120302", "120303", "120304"]),
        ("Roka Kaong", ["080707", "080708"]),
        ("Chhaeb", ["130201", "130202"]),
        ("ឆែប", ["130201", "130202"]),
    ],
)
def test_a_place_of_the_bare_name_does_not_hide_the_numbered_ones(typed: str, communes: list[str]) -> None:
    found = cambodia.search(typed)
    assert set(communes) <= {each.place.code for each in found if each.exact}


@pytest.mark.parametrize(
    "typed",
    [
        "Tuol Tumpung 2",
        "Tuol Tumpung Ti 2",
        "Tuol Tumpung ti2",
        "tuol tumpung pir",
        "Tuol Tumpung TiPir",
        "TuolTumpung2",
        "Tuol Tumpung Ti Pir",
        "សង្កាត់ទួលទំពូងទីពីរ",
        "ទួលទំពូងទី២",
        "ទួលទំពូង ទី ២",
        "ទួលទំពូង២",
        "ទួលទំពូង ទី\u200bពីរ",
        "ទួលទំពូងពីរ",
    ],
)
def test_an_ordinal_is_one_however_it_is_written(typed: str) -> None:
    best = cambodia.search(typed)[0]
    assert best.exact
    assert best.place.code == "120109"


def test_a_number_of_two_digits_is_an_ordinal_too() -> None:
    for typed in ("Phum 13, Kampong Cham", "Phum Dabbei, Kampong Cham", "ភូមិទីដប់បី, កំពង់ចាម"):
        assert "dabbei" in cambodia.search(typed)[0].place.en.casefold(), typed


@pytest.mark.parametrize(
    "typed",
    [
        "I live in Kokir village",
        "my village is Kokir",
        "We are from Kokir village.",
        "ខ្ញុំរស់នៅភូមិគគីរ",
        "ខ្ញុំ រស់នៅ ភូមិគគីរ",
        "ខ្ញុំនៅភូមិគគីរ",
        "ផ្ទះរបស់ខ្ញុំនៅភូមិគគីរ",
    ],
)
def test_a_sentence_around_a_name_is_left_out(typed: str) -> None:
    found = cambodia.search(typed, limit=20)
    assert found[0].place.en == "Kokir"
    assert found[0].place.level is Level.VILLAGE


@pytest.mark.parametrize("name", ["Ta In Muoy", "Knong", "ក្នុង", "I Tub", "Phteah Kandal", "ផ្ទះកណ្ដាល"])
def test_a_name_that_is_a_word_of_a_sentence_is_a_name(name: str) -> None:
    assert name in (cambodia.search(name)[0].place.en, cambodia.search(name)[0].place.km)


def test_a_misspelt_name_with_such_a_word_in_it_is_not_cut_short() -> None:
    assert first("Phteah Rungg") == "150702"


@pytest.mark.parametrize(
    "typed", ["phum", "ភូមិ", "Sangkat", "ឃុំ", "village", "phum sangkat", "I live in a village"]
)
def test_a_title_alone_is_no_name(typed: str) -> None:
    assert cambodia.search(typed) == []


def test_a_village_that_is_named_like_a_title_is_found() -> None:
    assert codes(cambodia.search("Krong")) == ["10050303"]


def test_threads_that_search_first_at_once_make_one_index(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    together, another = Barrier(4), Barrier(2)
    place = Place("01", Level.PROVINCE, "\u1780", "Kandal", Kind.PROVINCE)

    class Counted(Search):
        def __init__(self, *given: Any) -> None:
            made.append(self)
            with suppress(BrokenBarrierError):
                another.wait(0.05)
            super().__init__(*given)

    monkeypatch.setattr(gazetteer, "Search", Counted)
    fresh = Gazetteer([place], {}, {})

    def ask(_: int) -> list[Found]:
        together.wait()
        return fresh.search("Kandal")

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [[Found(place, exact=True)]] * 4
    assert len(made) == 1


def test_what_is_right_to_the_letter_is_told_from_guesses() -> None:
    assert [place.code for place in surest(cambodia.search("Kampong Cham", levels=[Level.DISTRICT]))] == [
        "0305"
    ]
    assert not any(each.exact for each in cambodia.search("Kampong Chaam Kandol"))
    guesses = cambodia.search("bateay neang")
    assert surest(guesses) == [each.place for each in guesses]


def test_levels_and_limit_narrow_what_is_given() -> None:
    found = cambodia.search("Samraong", limit=3, levels=[Level.COMMUNE])
    assert len(found) == 3
    assert {each.place.level for each in found} == {Level.COMMUNE}
    assert codes(cambodia.search("12", levels=[Level.COMMUNE])) == []


@pytest.mark.parametrize(("typed", "code"), [("១២", "12"), ("1", "01"), (" 120109 ", "120109")])
def test_a_code_is_its_place(typed: str, code: str) -> None:
    assert codes(cambodia.search(typed)) == [code]


@pytest.mark.parametrize("typed", ["", " ", "?!", "zzqqxx", "្", "\u200b", "Kandal" * 40, "999999", ",,,"])
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    assert cambodia.search(typed) == []


@given(st.sampled_from(above_villages))
def test_every_place_above_villages_is_found_by_either_of_its_names(place: Place) -> None:
    for name in (place.km, place.en, f" {place.en.upper()}", "".join(place.km.split())):
        found = [each.place for each in cambodia.search(name, limit=40)]
        assert place in found


@pytest.mark.parametrize("place", Random(1).sample(everywhere, 100), ids=lambda place: place.code)
def test_a_place_is_found_with_where_it_lies_beside_it(place: Place) -> None:
    above = cambodia.parent(place)
    for typed in ((place.km, above.km), (place.en, above.en)) if above else ():
        found = cambodia.search(", ".join(typed), limit=FIRST)
        assert place in [each.place for each in found if each.exact], typed


@given(st.text(max_size=30) | st.text(alphabet="ភូមិឃុំកខ្ុ, aeph1", max_size=40))
def test_any_text_may_be_asked_for(text: str) -> None:
    assert len(cambodia.search(text)) <= 8


def test_every_alias_adds_a_name() -> None:
    for code, names in read("aliases.toml").items():
        place = cambodia.get(code)
        assert place is not None
        folded = [fold(name) for name in (place.km, place.en, *names)]
        assert len(set(folded)) == len(folded)
        assert all(code in codes(cambodia.search(name)) for name in names)


def test_a_name_with_one_slip_finds_its_place_among_the_first_five() -> None:
    """The promise is 97 in 100; `python -m bench.places` measures it on a thousand."""
    typed = list(thousand(cambodia, Random(5), share=0.2))
    right = [
        each for each in typed if each.place in [it.place for it in cambodia.search(each.text, limit=FIRST)]
    ]
    assert len(typed) == 200
    assert len(right) >= 194


def test_every_numbered_commune_is_found_with_its_number_and_without() -> None:
    """The promise is 95 in 100 for each way of saying it; `python -m bench.places` tells them apart."""
    typed = list(ordinals(cambodia))[::5]
    missed = [
        each
        for each in typed
        if not each.is_among(it.place for it in cambodia.search(each.text, limit=FIRST))
    ]
    assert len(typed) > 150
    assert len(missed) <= len(typed) * 0.05, missed
