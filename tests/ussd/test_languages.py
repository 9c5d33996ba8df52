"""The language that a caller spoke last, for endings that no store can be asked about."""

from __future__ import annotations

from ussd.languages import MOST, Languages


def test_a_caller_is_answered_in_the_language_last_spoken() -> None:
    languages = Languages()
    assert languages.of("somebody") == "km"
    languages.remember("somebody", "en")
    assert languages.of("somebody") == "en"
    assert languages.of("somebody else") == "km"
    languages.remember("somebody", "km")
    assert languages.of("somebody") == "km"


def test_whoever_called_longest_ago_is_forgotten_first() -> None:
    languages = Languages()
    for number in range(MOST):
        languages.remember(str(number), "en")
    languages.remember("0", "en")  # called again
    languages.remember("one more", "en")
    assert languages.of("0") == "en"
    assert languages.of("one more") == "en"
    assert languages.of("1") == "km"
    assert languages.of("2") == "en"
