"""An officer's question of the longest kind stands whole on the first page of a Khmer screen."""

from __future__ import annotations

import pytest

from core.requests.questions import QUESTION_LENGTH
from ussd.networks import read_profiles
from ussd.typesetting.manuscript import Manuscript, Option
from ussd.typesetting.pages import paginate

OPTIONS = (Option("1", "បាទ/ចាស"), Option("2", "ទេ"), Option("3", "ខ្ញុំនឹងទៅសាលាឃុំ"))


@pytest.mark.parametrize(("more", "back"), [("9.បន្ត", "0.ថយ"), ("9.Next", "0.Back")])
def test_the_longest_question_is_not_cut(more: str, back: str) -> None:
    question = ("ខ្ញុំ" * QUESTION_LENGTH)[:QUESTION_LENGTH]
    for profile in set(read_profiles().values()):
        pages = paginate(Manuscript(question, OPTIONS, more=more, back=back), profile)
        assert question in pages[0].text
