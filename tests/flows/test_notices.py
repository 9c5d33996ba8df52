"""What an SMS says: the reference once, then only that there is news."""

from __future__ import annotations

import pytest

from core.notices import NoticeKind
from flows.notices import notice_text
from flows.wording import LANGUAGES, Words

PARAMS = {"reference": "123456789", "outcome": "poor_1", "commune": "120109"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_gives_the_reference_and_the_number_to_dial(words: Words, language: str) -> None:
    text = notice_text(words, language, NoticeKind.REQUEST_RECEIVED, PARAMS, "*384*2026#")
    assert "123 456 789" in text
    assert "*384*2026#" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_other_news_of_a_request_reads_the_same(words: Words, language: str) -> None:
    news = {kind for kind in NoticeKind if kind.is_news}
    (text,) = {notice_text(words, language, kind, PARAMS, "*384*2026#") for kind in news}
    assert "*384*2026#" in text
    assert not any(told in text for told in ("123", "456", "poor", "120109"))


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.CODE_MADE])
def test_what_belongs_to_no_request_tells_neither_money_nor_card_nor_request(
    words: Words, kind: NoticeKind
) -> None:
    text = notice_text(words, "en", kind, PARAMS, "*384*2026#")
    told = ("money", "payment", "cash", "card", "request", "PIN", "secret", "home", "household", "IDPoor")
    assert not any(word.lower() in text.lower() for word in told)
    khmer = notice_text(words, "km", kind, PARAMS, "*384*2026#")
    assert not any(word in khmer for word in ("ប្រាក់ឧបត្ថម្ភ", "ប័ណ្ណ", "សំណើ", "សម្ងាត់", "គ្រួសារ"))


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_sms_pays_for_no_break_marks(words: Words, language: str, kind: NoticeKind) -> None:
    assert "\u200b" not in notice_text(words, language, kind, PARAMS, "*384*2026#")


@pytest.mark.parametrize(("language", "room"), [("en", 160), ("km", 2 * 67)])
@pytest.mark.parametrize("kind", NoticeKind)
def test_an_sms_takes_one_part_in_english_and_two_in_khmer(
    words: Words, language: str, room: int, kind: NoticeKind
) -> None:
    assert len(notice_text(words, language, kind, PARAMS, "*384*2026#")) <= room
