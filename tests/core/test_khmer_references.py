"""`core.khmer` beside the two published packages: where they agree, and where each is known to be wrong.

Neither can be depended on (khmernormalizer takes letters away, khmerspell leaves doubled signs and invisible
characters), but both follow SIL's khnormal, so whatever differs must have a reason that stands here.
"""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khmernormalizer import normalize
from khmerspell import khnormal

from core.khmer import display, key
from core.places import Level, source

LISTED = sorted({row.km for level in Level for row in source.rows(level)})
"""The official list as published, with what is mistyped in it."""

WORDS = [
    "ខ្ញុំ",
    "ស្ត្រី",
    "សិទ្ធិ",
    "គ្រួសារ",
    "អត្តសញ្ញាណ",
    "ភ្នំពេញ",
    "កម្ពុជា",
    "ព្រះវិហារ",
    "ប៉ុន្មាន",
    "ម្យ៉ាង",
    "ស៊ីវិល",
    "ញ៉ាំ",
    "កៅអី",
    "ចំណោម",
]

TAKEN_APART = {
    "ក្តុលអភិវឌ្ឍន៌": "ក្តុលអភិវឌ៌្ឍន",
    "គិរីអភិវឌ្ឍន៌": "គិរីអភិវឌ៌្ឍន",
    "តេជោអភិវឌ្ឍន៌": "តេជោអភិវឌ៌្ឍន",
    "អភិវឌ្ឍន៌": "អភិវឌ៌្ឍន",
    "ប័ណ្ណសមធម៌": "ប័ណ៌្ណសមធម",
    "ក្ដី្ករុន": "ក្ត្ករ៉ីន",
    "តា្មតលេង": "ត្មតលោង",
    "ត្រពាំងខា្នរ": "ត្រពាំងខ្នរា",
    "ទួលពេ្រច": "ទួលព្រចេ",
    "ពៅ្នកើត": "ព្នកៅើត",
    "ពៅ្នលិច": "ព្នលៅិច",
    "សា្ពនក្ដារ": "ស្ពនក្តាារ",
    "ឫស្សីទា្វរ": "ឫស្សីទ្វរា",
    "បង្គងឃ្មុំុ": "បង្គងឃ្មុុំ",
    "José": "Jose",
}
"""What khmernormalizer 0.0.4 makes of these: signs end on another letter, accents are lost."""


def as_they_fold(text: str) -> str:
    """Both packages write a subscript da as ta, and have their own mind about blanks."""
    return "".join(text.split()).replace("\u17d2\u178a", "\u17d2\u178f")


def with_what_khmerspell_leaves(text: str) -> str:
    """As it stands when signs typed twice (nikahit, bantoc and others) and invisible characters are gone."""
    return re.sub("([\u17c6\u17cb\u17cd\u17d0])\\1+", r"\1", text.replace("\u200b", "").replace("\u200c", ""))


@pytest.mark.slow  # nine thousand names
def test_khmerspell_finds_nothing_to_put_right_in_a_listed_name_as_we_show_it() -> None:
    changed = [name for name in LISTED if khnormal(display(name)) != display(name).replace("្ដ", "្ត")]
    assert len(LISTED) > 9_000
    assert changed == []


@pytest.mark.slow  # nine thousand names
def test_khmerspell_orders_every_listed_name_as_we_do() -> None:
    differ = [
        name
        for name in LISTED
        if as_they_fold(khnormal(with_what_khmerspell_leaves(name))) != as_they_fold(display(name))
    ]
    assert differ == ["បង្គងឃ្មុំុ"]  # the vowel stands on both sides of nikahit: it leaves both
    assert display("បង្គងឃ្មុំុ") == "បង្គងឃ្មុំ"


@pytest.mark.slow  # nine thousand names
def test_khmernormalizer_agrees_on_every_listed_name_but_those_it_takes_apart() -> None:
    quotes = str.maketrans("‹›`", '""\'')
    differ = {
        name: normalize(name)
        for name in (*LISTED, "ប័ណ្ណសមធម៌", "José")
        if as_they_fold(normalize(name)) != as_they_fold(display(name)).translate(quotes)
    }
    assert differ == TAKEN_APART


@pytest.mark.parametrize("word", [word for word in TAKEN_APART if word not in LISTED] + ["អភិវឌ្ឍន៌"])
def test_what_khmernormalizer_takes_apart_is_left_as_it_is_here(word: str) -> None:
    assert display(word) == word


@pytest.mark.parametrize(
    ("typed", "usual"),
    [("ស្រ្តី", "ស្ត្រី"), ("ស្នេី", "ស្នើ"), ("កេា", "កោ"), ("សិទិ្ធ", "សិទ្ធិ"), ("ម៉្យាង", "ម្យ៉ាង"), ("ខ្ញំុ", "ខ្ញុំ")],
)
def test_all_three_put_these_right(typed: str, usual: str) -> None:
    assert key(typed) == key(usual) == key(khnormal(typed))
    assert as_they_fold(khnormal(typed)) == as_they_fold(usual)


@pytest.mark.parametrize(("typed", "usual"), [("ញុាំ", "ញ៉ាំ"), ("សុីវិល", "ស៊ីវិល")])
def test_a_shifter_typed_as_u_is_one_to_the_key_and_to_khmernormalizer(typed: str, usual: str) -> None:
    assert key(typed) == key(usual)
    assert normalize(typed) == usual
    assert khnormal(typed) == typed  # passes re.X as the count of re.sub, so that its rule never fires


@pytest.mark.parametrize("typed", ["សុខ\u200bសាន្ត", "សុខ\u200cសាន្ត"])
def test_invisible_characters_are_left_by_khmerspell_alone(typed: str) -> None:
    assert khnormal(typed) == typed
    assert key(typed) == key("សុខសាន្ត")


@pytest.mark.parametrize(("one", "other"), [("សុខ", "សុក"), ("ចាន់", "ចន្ទ")])
def test_none_of_the_three_takes_these_for_one(one: str, other: str) -> None:
    for same_form in (key, khnormal, normalize):
        assert same_form(one) != same_form(other)


@given(st.sampled_from([*WORDS, *LISTED]), st.integers(0, 2**32))
def test_signs_in_any_order_are_ordered_as_khmerspell_orders_them(word: str, seed: int) -> None:
    """Each syllable's signs are shuffled; coeng stays before its letter."""
    random = Random(seed)

    def shuffled(syllable: re.Match[str]) -> str:
        marks = re.findall("\u17d2.|.", syllable[2])
        return syllable[1] + "".join(random.sample(marks, len(marks)))

    typed = re.sub("([\u1780-\u17b3])((?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1])*)", shuffled, display(word))
    assert as_they_fold(khnormal(typed)) == as_they_fold(display(typed))
