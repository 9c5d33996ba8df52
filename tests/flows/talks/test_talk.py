"""How a talk's file is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.script import Scripts
from tests.flows.talks.playing import label_of
from tests.flows.talks.sentences import happen, sentences
from tests.flows.talks.talk import Act, Happening, Talk, Unreadable, parse
from tests.flows.talks.test_talks import TALKS

FILE = Path("flows/talks/menu/it.txt")


def talk(*lines: str) -> Talk:
    return parse(FILE, "\n".join(("Somebody calls.", "", *lines)))


def test_what_is_pressed_is_a_key_and_what_stands_beside_it_is_for_the_reader() -> None:
    assert talk("> presses 1 Agree | 1 យល់ព្រម").lines == (Act("presses", {"en": "1", "km": "1"}),)


def test_the_key_may_differ_between_the_languages() -> None:
    assert talk("> presses 2 English | 1 ខ្មែរ").lines == (Act("presses", {"en": "2", "km": "1"}),)


def test_one_side_alone_is_meant_for_both() -> None:
    assert talk("> types 010201").lines == (Act("types", {"en": "010201", "km": "010201"}),)


def test_a_code_may_be_dialled_with() -> None:
    assert talk("> dials with the code 010201", "> dials").lines == (
        Act("dials", {"en": "010201", "km": "010201"}),
        Act("dials", {"en": "", "km": ""}),
    )


def test_what_happens_stands_where_it_happens() -> None:
    lines = talk("- Before.", "> dials", "  a screen | ទំព័រ", "- Meanwhile.", "> presses 0").lines
    assert [line.sentence for line in lines if isinstance(line, Happening)] == ["Before.", "Meanwhile."]
    assert lines[2] == Happening("Meanwhile.")


def test_a_talk_that_makes_sense_in_one_language_is_held_in_that_alone() -> None:
    assert talk("Only in Khmer: a reason.", "> dials").languages == ("km",)
    assert talk("> dials").languages == ("en", "km")


@pytest.mark.parametrize("line", ["> shouts", "dials"])
def test_a_line_of_no_known_form_is_refused(line: str) -> None:
    with pytest.raises(Unreadable):
        talk("> dials", line)


def test_a_talk_in_which_nobody_dials_is_refused() -> None:
    with pytest.raises(Unreadable):
        talk("- Before.")


def test_the_label_of_a_key_is_that_of_the_page_where_it_was_pressed() -> None:
    assert label_of("1", ["Agree?\n1.Agree\n2.No"]) == "Agree"
    assert label_of("77", ["Sure?\n1.No\nType 77 to withdraw."]) == "Type 77 to withdraw."
    assert label_of("2", ["A question\n1.Yes\n2.No\n9.Next", "3.I will come"]) == "No", "a menu's keys last"
    assert label_of("2", ["1.Takeo\n2.Kandal\n9.Next", "1.Kep"]) is None, "a list's do not"


async def test_a_sentence_that_nobody_knows_is_refused() -> None:
    with pytest.raises(LookupError, match="no such sentence"):
        await happen(None, "The moon falls down.")  # type: ignore[arg-type]


def test_every_talk_stands_with_a_script_and_says_first_what_happens(scripts: Scripts) -> None:
    for each in TALKS:
        assert each.path.parent.name in scripts.scripts, each.name
        assert each.head[0].endswith("."), each.name


def test_the_guide_lists_every_sentence() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "talks.md").read_text("utf-8")
    assert [sentence for sentence in sentences() if f"`{sentence}`" not in guide] == []
