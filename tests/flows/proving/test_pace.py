"""How long a slow reader takes: counted as SCREENS' drafted screens were."""

from __future__ import annotations

import pytest

from flows.proving import Pace
from flows.proving.pace import words


@pytest.mark.parametrize(
    ("screen", "counted"),
    [
        ("សំណើមិនទាន់ចប់\n1.បន្ត\n2.ចាប់ផ្ដើមថ្មី\n0.ម៉ឺនុយ", 9.5),
        ("នៅផ្ទះហូបជុំគ្នា ប៉ុន្មាននាក់ គិតទាំងអ្នក?\nចុចចំនួន\n0.ថយ", 12.5),
        ("ផ្ញើលេខនេះ និងចម្លើយទៅឃុំបន្ទាយនាង មង្គលបូរី?\n1.យល់ព្រម\n2.ទេ", 14),
        ("You have no request yet.\n1.Ask for an assessment\n0.Back", 11),
    ],
)
def test_words_are_counted_nearly_as_by_hand(screen: str, counted: float) -> None:
    assert words(screen) == pytest.approx(counted, rel=0.15)


def test_a_mark_where_a_line_may_break_is_no_word() -> None:
    assert words("ឃុំ\u200bសម្រេច") == words("ឃុំសម្រេច")


def test_a_screen_takes_its_network_its_words_a_decision_and_its_keys() -> None:
    pace = Pace(english_words_a_minute=60, network_seconds=2.5, key_seconds=1, decision_seconds=2)
    assert pace.seconds("en", ["Ten words"], keys=3) == 2.5 + 2 + 2 + 3


def test_the_last_screen_asks_for_no_decision_and_every_page_is_turned_to() -> None:
    pace = Pace(english_words_a_minute=60, network_seconds=2.5, key_seconds=1, decision_seconds=2)
    assert pace.seconds("en", ["Over"], keys=0) == 2.5 + 1
    assert pace.seconds("en", ["First", "Second"], keys=0) == 2 * 2.5 + 2 + 1


def test_khmer_is_read_at_a_pace_of_its_own() -> None:
    screen = ["សំណើមិនទាន់ចប់"]
    assert Pace(words_a_minute=20).seconds("km", screen, 1) > Pace(words_a_minute=40).seconds("km", screen, 1)
