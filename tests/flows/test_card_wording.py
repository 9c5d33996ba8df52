"""How cards, money and programmes are said, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from core.programmes import load as load_programmes
from core.registry.household import Level, MemberRole, PaymentStatus
from core.requests import kinds
from flows.values import Value
from flows.wording import LANGUAGES, Words
from flows.wording.moments import LONGEST_DAYS, day, every_day
from flows.wording.reasons import Reason

BREAK = "\u200b"
TIE = "\u00a0"
LINE: Mapping[str, Any] = {
    "programme": "base_cash",
    "amount": 41000,
    "day": "2026-11-18",
    "until": "2026-12-18",
}


def said(words: Words, language: str, kind: str, raw: Any) -> str:
    return words.value(language, Value(kind, raw)).replace(BREAK, "").strip()


def test_where_to_collect_is_said_with_what_the_registry_tells(words: Words) -> None:
    def place(agent: str, until: str | None) -> str:
        return said(words, "en", "collections", [{"agent": agent, "until": until}])

    assert place("Wing (DEMO)", "2026-12-18") == f"Collect it at Wing (DEMO) until 18{TIE}December."
    assert place("Wing (DEMO)", None) == "Collect it at Wing (DEMO)."
    assert place("", "2026-12-18") == f"Collect it until 18{TIE}December."
    assert place("", None) == "Your commune office knows where to collect it."


def test_two_places_stand_on_two_lines(words: Words) -> None:
    places = [{"agent": agent, "until": "2026-12-18"} for agent in ("One", "Two")]
    assert [line.split()[3] for line in said(words, "en", "collections", places).splitlines()] == [
        "One",
        "Two",
    ]


@pytest.mark.parametrize("status", PaymentStatus)
def test_each_payment_says_how_much_and_how_it_stands(words: Words, status: PaymentStatus) -> None:
    for language in LANGUAGES:
        text = said(words, language, "payments", {"ready": None, "lines": [{**LINE, "status": status}]})
        assert "41,000" in text
        assert "18" in text


def test_what_waits_is_summed_up_first(words: Words) -> None:
    lines = [{**LINE, "status": "arrived"}, {**LINE, "status": "collected", "amount": None}]
    text = said(words, "en", "other_payments", {"ready": 41000, "lines": lines})
    assert text.splitlines() == [
        "To be collected in all: 41,000 riels",
        f"Family Package 41,000 riels: to be collected until 18{TIE}December",
        f"Family Package: paid on 18{TIE}November, collected",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "kind", ["payments", "other_payments", "card_details", "card_members", "collections"]
)
def test_what_was_forgotten_meanwhile_says_nothing_of_the_home(
    words: Words, kind: str, language: str
) -> None:
    text = said(words, language, kind, None)
    assert not any(sign.isdigit() for sign in text)
    assert "None" not in text


def test_the_card_tells_its_last_day_the_level_the_members_and_the_programmes(words: Words) -> None:
    card = {
        "until": "2027-06-30",
        "level": Level.POOR_1,
        "members": {MemberRole.HEAD: 1, MemberRole.CHILD: 3},
        "programmes": ["base_cash", "scholarship"],
    }
    assert said(words, "en", "card_details", card).splitlines() == [
        "Card: until 30 June 2027",
        "Level: Poor 1",
    ]
    assert said(words, "en", "card_members", card).splitlines() == [
        "4 people: head 1, children 3",
        "Programmes: Family Package, Scholarship",
    ]
    assert "ក្រ-១" in said(words, "km", "card_details", card)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_of_its_own_and_a_strange_one_is_never_shown(
    words: Words, language: str
) -> None:
    told = {said(words, language, "reason", each) for each in Reason}
    assert len(told) == len(Reason)
    strange = said(words, language, "reason", "arv_stopped")
    assert strange == said(words, language, "reason", None) == said(words, language, "reason", "unknown")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (1, "1 minute"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (59 * 60, "59 minutes"),
        (3599, "1 hour"),
        (3601, "2 hours"),
        (23 * 3600, "23 hours"),
        (23 * 3600 + 1, "1 day"),
        (30 * 86400, "30 days"),
    ],
)
def test_a_wait_is_never_said_shorter_than_it_is(words: Words, seconds: int, told: str) -> None:
    assert said(words, "en", "wait", seconds) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_programme_is_stands_in_its_file_and_nowhere_else(words: Words, language: str) -> None:
    for code, programme in load_programmes().items():
        if programme.sensitive:
            continue
        assert said(words, language, "programme_for_whom", code) == programme.for_whom.said(language).replace(
            BREAK, ""
        )
        amounts = said(words, language, "programme_amounts", code)
        for amount in programme.amounts:
            assert f"{amount.riels:,}" in amounts
            assert amount.source.name in amounts
            assert str(amount.source.as_of.year) in amounts


def test_where_nothing_was_published_no_amount_is_said(words: Words) -> None:
    assert said(words, "en", "programme_amounts", "base_cash") == "The amount was not published."


def test_documents_of_which_one_set_is_enough_stand_apart(words: Words) -> None:
    assert said(words, "en", "programme_brings", "older_people").splitlines() == [
        "Bring: Equity Card, identity card",
        "or: Equity Card, birth certificate",
    ]
    assert said(words, "en", "programme_brings", "scholarship") == "Ask where you enrol what to bring."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_matter_of_every_kind_is_said(words: Words, language: str) -> None:
    for kind in kinds.load().values():
        for matter in kind.matters:
            raw = {"kind": kind.code, "matter": matter.code}
            assert said(words, language, "matter", raw) == matter.name.said(language).replace(BREAK, "")


def test_the_review_says_what_is_asked_for_and_for_whom(words: Words) -> None:
    raw = {
        "commune": "010201",
        "whose": "helped",
        "kind": "enrolment",
        "programmes": ["disability", "scholarship"],
        "matter": None,
        "contact": "call_only",
    }
    assert said(words, "en", "card_request_summary", raw).splitlines() == [
        "For another home:",
        "Banteay Neang commune",
        "enrolment: Disability, Scholarship",
        "Call only.",
    ]


def test_the_longest_day_is_the_longest(words: Words) -> None:
    for language in LANGUAGES:
        longest = max(len(day(language, date.fromisoformat(each))) for each in every_day())
        assert max(len(day(language, date.fromisoformat(each))) for each in LONGEST_DAYS) == longest
