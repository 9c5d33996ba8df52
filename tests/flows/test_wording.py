"""Every text and every value is said in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.places import Level
from core.requests.kinds import load
from core.requests.request import Contact, InterviewPlace, Need
from flows.messages import NC_
from flows.script import Scripts
from flows.steps.reading import placeholders
from flows.values import Json, Value
from flows.wording import LANGUAGES, Catalogue, NotCompiled, Words, kinds
from flows.wording.moments import every_day
from flows.wording.words import said_as
from flows.wording.worst import these
from locales.compile import LOCALES

BREAK = "\u200b"
PROMISED: dict[str, Json] = {"commune": "070604", "due": None, "late": False}
LATE = PROMISED | {"due": "2026-11-26", "late": True}
EXAMPLES: dict[str, list[Json]] = {
    "place_name": ["12", "1201", "120109"],
    "place": ["120109", "120101", "1201"],
    "which_district": ["12", "01"],
    "which_commune": ["1201", "0102", "0108"],
    "place_in_district": ["120109", "070604"],
    "place_among": ["12", "1201", "120109", "080206", "08020606"],
    "office": ["120109", "070604"],
    "office_word": ["120109", "070604"],
    "moment": ["2026-12-31T03:30:00+00:00"],
    "reference": ["123456789"],
    "request_choice": [
        {"reference": "123456789", "own": own, "kind": kind} for own in (True, False) for kind in load()
    ],
    "promise": [LATE, PROMISED | {"due": "2026-12-31", "late": False}],
    "promise_above": [{"due": "2026-12-31", "late": late} for late in (False, True)],
    "venue": [{"commune": "120109", "interview_place": place.value} for place in InterviewPlace],
    "phone": ["012 345 678"],
}
ELSEWHERE = {
    *("officer_words", "request_summary", "request_brief", "closing_message", "closing_end"),
    *("card_details", "card_members", "collections", "payments", "other_payments"),
    *("reason", "wait", "matter"),
    *("card_request_summary", "card_request_brief", "programmes_chosen"),
    *("programme", "programme_name", "programme_for_whom", "programme_enrol", "programme_brings"),
    "programme_amounts",
}
"""Tried below, or where their scripts are."""


def said(text: str) -> str:
    return text.replace(BREAK, "").strip()


def value(words: Words, language: str, kind: str, raw: Any) -> str:
    return words.value(language, Value(kind, raw))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_scripts_is_said_in_every_language(
    words: Words, scripts: Scripts, language: str
) -> None:
    for script in scripts.scripts.values():
        for step in script.steps.values():
            for message in step.messages():
                text = words.text(language, message)
                assert said(text), message
                assert set(placeholders(text)) == set(placeholders(message))


def test_every_khmer_text_is_khmer(words: Words, scripts: Scripts) -> None:
    latin = {NC_("first screen", "English"), "The other language", NC_("button", "The other language")}
    for script in scripts.scripts.values():
        for step in script.steps.values():
            for message in step.messages():
                text = words.text("km", message)
                named = placeholders(message) and not said(text).strip("{}abcdefghijklmnopqrstuvwxyz_ \n")
                assert named or message in latin or any("\u1780" <= letter <= "\u17ff" for letter in text), (
                    text
                )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_worst_of_every_kind_of_value_is_said_whole(words: Words, language: str, kind: str) -> None:
    worst = words.worst(language, kind)
    assert worst
    for raw in worst:
        text = said(value(words, language, kind, raw))
        assert "{" not in text
        assert "None" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["place", "place_in_district", "office"])
def test_no_commune_takes_more_room_than_the_worst(words: Words, language: str, kind: str) -> None:
    worst = max(len(said(value(words, language, kind, raw))) for raw in words.worst(language, kind))
    everywhere = words.places.at(Level.COMMUNE)
    assert worst == max(len(said(value(words, language, kind, place.code))) for place in everywhere)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_every_kind_of_value_is_said(words: Words, language: str, kind: str) -> None:
    for raw in EXAMPLES[kind]:
        assert said(value(words, language, kind, raw))


def test_no_kind_of_value_is_left_out() -> None:
    assert set(kinds()) - set(EXAMPLES) <= ELSEWHERE


def test_a_kind_is_said_in_one_way_only() -> None:
    with pytest.raises(ValueError, match="two ways to say place"):
        said_as("place", worst=these())(lambda words, language, raw: "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_has_a_name(words: Words, language: str) -> None:
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        for place in words.places.at(level):
            assert said(value(words, language, "place", place.code))
    for place in words.places.at(Level.COMMUNE):
        for kind in ("place_in_district", "office", "office_word"):
            assert said(value(words, language, kind, place.code))


def test_a_khum_lies_in_a_srok_and_a_sangkat_in_a_krong(words: Words) -> None:
    assert value(words, "en", "place_in_district", "070604").startswith(
        "Damnak Kantuot Khang Tboung commune, "
    )
    assert said(value(words, "km", "office_word", "070604")) == "សាលាឃុំ"
    assert value(words, "en", "office_word", "120109") == "sangkat office"
    assert said(value(words, "km", "office_word", "120109")) == "សាលាសង្កាត់"
    assert said(value(words, "km", "place", "120109")).startswith("សង្កាត់")
    assert value(words, "en", "office", "120109").startswith("Sangkat ")


def test_a_place_that_does_not_exist_is_a_fault_of_ours(words: Words) -> None:
    with pytest.raises(LookupError, match="no place '999999'"):
        value(words, "en", "place", "999999")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_the_year_is_said_apart(words: Words, language: str) -> None:
    told = {value(words, language, "promise", PROMISED | {"due": day}) for day in every_day()}
    assert len(told) == 365


@pytest.mark.parametrize(("language", "text"), [("en", "31 December at 10:30"), ("km", "31 ធ្នូ ម៉ោង 10:30")])
def test_a_time_is_said_as_clocks_in_cambodia_show_it(words: Words, language: str, text: str) -> None:
    assert said(value(words, language, "moment", "2026-12-31T03:30:00+00:00")) == text


@pytest.mark.parametrize(
    ("language", "raw", "text"),
    [
        ("en", PROMISED, ""),
        ("km", PROMISED, ""),
        ("en", PROMISED | {"due": "2026-11-26"}, "At the latest on 26 November."),
        ("km", PROMISED | {"due": "2026-11-26"}, "យឺតបំផុត 26 វិច្ឆិកា"),
        ("en", LATE, "It is late: you may ask at the commune office."),
        ("en", LATE | {"commune": "120109"}, "It is late: you may ask at the sangkat office."),
    ],
)
def test_a_day_is_promised_only_where_one_was_set(words: Words, language: str, raw: Json, text: str) -> None:
    assert said(value(words, language, "promise", raw)) == text


SUMMARY: dict[str, Json] = {
    "commune": "070604",
    "whose": "own",
    "kind": "assessment",
    "people": 5,
    "needs": ["older", "infant"],
    "contact": "call_only",
}


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "Damnak Kantuot Khang Tboung commune: 5 people\n60+, under 2\nCall only."),
        ({"people": 1}, "Damnak Kantuot Khang Tboung commune: 1 person\n60+, under 2\nCall only."),
        ({"people": None}, "Damnak Kantuot Khang Tboung commune\n60+, under 2\nCall only."),
        ({"needs": []}, "Damnak Kantuot Khang Tboung commune: 5 people\nCall only."),
        ({"needs": None, "people": None}, "Damnak Kantuot Khang Tboung commune\nCall only."),
        (
            {"contact": "none", "needs": None},
            "Damnak Kantuot Khang Tboung commune: 5 people\nNo calls or texts.",
        ),
    ],
)
def test_the_review_says_what_was_answered_and_no_more(
    words: Words, changed: dict[str, Json], text: str
) -> None:
    assert value(words, "en", "request_summary", SUMMARY | changed) == text
    brief = value(words, "en", "request_brief", SUMMARY | changed)
    assert text == brief + text[text.rindex("\n") :]
    helped = value(words, "en", "request_summary", SUMMARY | changed | {"whose": "helped"})
    assert helped == f"For another home:\n{text}"


def test_the_review_names_every_kind_but_an_assessment(words: Words) -> None:
    told = value(words, "en", "request_summary", SUMMARY | {"kind": "renewal"})
    assert told.splitlines()[1:] == ["new card", "60+, under 2", "Call only."]
    assert value(words, "en", "request_brief", SUMMARY | {"kind": "renewal"}).splitlines()[1:] == ["new card"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_and_every_contact_has_its_words(words: Words, language: str) -> None:
    told = [value(words, language, "request_summary", SUMMARY | {"needs": [need.value]}) for need in Need]
    assert len(set(told)) == len(Need)
    told = [value(words, language, "request_summary", SUMMARY | {"contact": c.value}) for c in Contact]
    assert len(set(told)) == len(Contact)


def test_braces_in_a_value_are_only_braces(words: Words) -> None:
    message = "{office}: {phone}"
    show = {"office": Value("office", "070604"), "phone": Value("phone", "{office} {0} {")}
    assert words.text("en", message, show).endswith("{office} {0} {")


def test_a_text_without_a_translation_is_said_in_english(words: Words) -> None:
    assert words.text("km", "No such text") == "No such text"


def test_catalogues_that_were_not_compiled_are_missed_at_once(tmp_path_factory: Any) -> None:
    with pytest.raises(NotCompiled, match="make compile"):
        Catalogue.load(tmp_path_factory.mktemp("empty"))
    assert Catalogue.load(LOCALES)


def test_a_day_is_said_without_its_year(words: Words) -> None:
    day = date(2026, 11, 26)
    later = day + timedelta(days=365)
    raws = [PROMISED | {"due": when.isoformat()} for when in (day, later)]
    assert len({value(words, "en", "promise", raw) for raw in raws}) == 1


@pytest.mark.parametrize(
    ("code", "english", "khmer"),
    [
        ("08", "Kandal province", "ខេត្តកណ្ដាល"),
        ("12", "Phnom Penh", "ភ្នំពេញ"),
        ("0811", "Ta Khmau town, Kandal", "ក្រុងតាខ្មៅ កណ្ដាល"),
        ("080206", "Kokir commune, Kien Svay, Kandal", "ឃុំគគីរ កៀនស្វាយ កណ្ដាល"),
        ("08020606", "Kokir village, Kokir, Kien Svay", "ភូមិគគីរ គគីរ កៀនស្វាយ"),
        ("22040407", "Samraong village, Samraong, Samraong, Otdar Meanchey", "ភូមិសំរោង សំរោង សំរោង ឧត្ដរមានជ័យ"),
        ("12010101", "Phum Muoy, Tonle Basak, Chamkar Mon", "ភូមិ ១ ទន្លេបាសាក់ ចំការមន"),
    ],
)
def test_a_place_among_its_namesakes_is_said_with_where_it_lies(
    words: Words, code: str, english: str, khmer: str
) -> None:
    assert value(words, "en", "place_among", code) == english
    assert value(words, "km", "place_among", code).replace(BREAK, "") == khmer
