"""What holds for any screen at all, Khmer or English, under every operator's budget."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from ussd.typesetting import EVERY, Manuscript, Option, Page, Profile, paginate, size
from ussd.typesetting.breaks import clean, clusters, sent

COENG = "\u17d2"
UNSEEN = re.compile("[\u200b\u00a0 \n]")

WORDS = "ឃុំ សម្ភាសន៍ ស្ត្រី ប័ណ្ណ ឱ្យ នរណា៖ ម្នាក់។ ញ៉ាំ ទ្ធិ៍ 123 ២ 31/12 Office free. [x] € don’t 😀"
words = st.sampled_from(WORDS.split())
sound = st.lists(st.tuples(words, st.sampled_from(["", "\u200b", " ", "\n", "\u00a0"])), max_size=60).map(
    lambda found: "".join(word + gap for word, gap in found)
)
jumbled = st.text(st.sampled_from("កខរ្ាំិ៌1២ \n\u200b\u00a0aB[😀\u200d"), max_size=150)
texts = st.one_of(sound, jumbled).filter(lambda text: max(map(len, clusters(clean(text))), default=0) < 30)
labels = st.text(st.sampled_from("កខ្ិាាំab1’ \u200b"), min_size=1, max_size=20).filter(
    lambda text: bool(seen(text))
)
khmer_profiles = st.sampled_from([profile for profile in EVERY if profile.khmer])
backs = st.sampled_from([None, "0.ថយ", "0.Back"])
mores = st.sampled_from(["9.បន្ត", "9.Next"])


def seen(text: str) -> str:
    """The characters of `text` that leave ink."""
    return UNSEEN.sub("", text)


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    options = [Option(None, label) for label in draw(st.lists(labels, max_size=20))]
    keys = draw(
        st.lists(st.sampled_from(["1", "2", "3", "7", "8", "77"]), max_size=3 if options else 6, unique=True)
    )
    for key in keys:
        at = draw(st.integers(0, len(options)))
        options.insert(at, Option(key, draw(labels), plain=draw(st.booleans())))
    text = draw(texts)
    return Manuscript(text, tuple(options), draw(mores), draw(backs), draw(st.booleans()))


def parted(manuscript: Manuscript, found: Sequence[Page]) -> list[tuple[str, list[int]]]:
    """The text of each page and the options it shows; fails on a line that should not be there."""
    parts, known = [], set()
    for page in found:
        lines = page.text.split("\n") if page.text else []
        if page.back:
            assert lines.pop() == manuscript.back
        if page.more:
            assert lines.pop() == manuscript.more
        shown = sorted(index for index in page.keys.values() if index not in known)
        known |= {index for index in shown if manuscript.options[index].key}
        by_index = {index: key for key, index in page.keys.items()}
        expected = {line_of(manuscript.options[index], by_index[index]) for index in shown}
        last = lines[len(lines) - len(shown) :]
        assert {seen(line) for line in last} == expected
        parts.append(("\n".join(lines[: len(lines) - len(shown)]), shown))
    return parts


def line_of(option: Option, key: str) -> str:
    return seen(option.label if option.plain else f"{key}.{option.label}")


@settings(deadline=None)
@given(manuscripts(), khmer_profiles)
def test_every_page_keeps_within_its_budget(manuscript: Manuscript, profile: Profile) -> None:
    for page in paginate(manuscript, profile):
        assert size(page.text, profile).fits
        assert page.text == page.text.strip()
        assert "\u200b" not in page.text


@settings(deadline=None)
@given(manuscripts(), khmer_profiles)
def test_nothing_is_lost_and_nothing_comes_twice(manuscript: Manuscript, profile: Profile) -> None:
    parts = parted(manuscript, paginate(manuscript, profile))
    assert "".join(seen(text) for text, _ in parts) == seen(manuscript.text)
    assert sorted(index for _, shown in parts for index in shown) == list(range(len(manuscript.options)))


@settings(deadline=None)
@given(manuscripts(), khmer_profiles)
def test_items_keep_their_order_and_fixed_keys_their_meaning(
    manuscript: Manuscript, profile: Profile
) -> None:
    order: list[int] = []
    for page in paginate(manuscript, profile):
        for key, index in page.keys.items():
            fixed = manuscript.options[index].key
            assert key == fixed if fixed else key in "12345678"
            order += [] if fixed else [index]
    assert order == sorted(order)


@settings(deadline=None)
@given(manuscripts(), khmer_profiles)
def test_only_a_page_with_another_after_it_offers_more(manuscript: Manuscript, profile: Profile) -> None:
    found = paginate(manuscript, profile)
    assert [page.more for page in found] == [True] * (len(found) - 1) + [False]
    if not manuscript.back_optional:
        assert all(page.back == (manuscript.back is not None) for page in found)


@settings(deadline=None)
@given(texts, st.lists(labels, max_size=3), khmer_profiles)
def test_no_page_is_cut_inside_a_cluster(text: str, some: list[str], profile: Profile) -> None:
    manuscript = Manuscript(text, tuple(Option(None, label) for label in some), back="0.ថយ")
    plain = text.replace("\u200b", "")
    ink = [at for at, character in enumerate(plain) if seen(character)]
    whole = {at for found in regex.finditer(r"\X", plain) for at in range(found.start() + 1, found.end())}
    done = 0
    for part, _ in parted(manuscript, paginate(manuscript, profile))[:-1]:
        done += len(seen(part))
        if 0 < done < len(ink):
            before, after = ink[done - 1], ink[done]
            assert COENG not in (plain[before], plain[after])
            assert not set(range(before + 1, after + 1)) <= whole


@settings(deadline=None)
@given(manuscripts(), khmer_profiles)
def test_what_fits_one_page_is_one_page(manuscript: Manuscript, profile: Profile) -> None:
    found = paginate(manuscript, profile)
    if len(found) > 1 and sum(option.key is None for option in manuscript.options) <= 2:
        texts_shown = "\n".join(text for text, _ in parted(manuscript, found) if text)
        lines = [
            option.label if option.plain else f"{option.key or 1}.{option.label}"
            for option in manuscript.options
        ]
        feet = [manuscript.back] if manuscript.back and not manuscript.back_optional else []
        whole = "\n".join([texts_shown, *(sent(clean(line)) for line in lines), *feet]).strip()
        assert not size(whole, profile).fits
