from __future__ import annotations

import pytest

from ussd.typesetting import (
    LATIN_ONLY,
    SMALLEST,
    Manuscript,
    Option,
    Page,
    Unsettable,
    combined,
    fit,
    paginate,
    size,
)

MORE, BACK = "9.បន្ត", "0.ថយ"
BANTEAY_MEAS = (  # the district whose communes need most pages
    "បន្ទាយមាសខាងកើត បន្ទាយមាសខាងលិច ព្រៃទន្លេ សំរោងក្រោម សំរោងលើ ស្ដេចគង់ខាងជើង ស្ដេចគង់ខាងលិច "
    "ស្ដេចគង់ខាងត្បូង ត្នោតចុងស្រង់ ត្រពាំងសាលាខាងកើត ត្រពាំងសាលាខាងលិច ទូកមាសខាងកើត ទូកមាសខាងលិច "
    "វត្ដអង្គខាងជើង វត្ដអង្គខាងត្បូង"
)
CARE = ("ពិការ", "អាយុ60+", "ផ្ទៃពោះ", "ទារក", "គ្មាន")
HOW_IT_WORKS = "ឃុំនឹងមកសម្ភាសន៍ រួចសម្រេច។ អ្នកអាចឈប់សុំពេលណាក៏បាន។ សេវានេះឥតគិតថ្លៃ។ កុំបង់ប្រាក់ឱ្យនរណាម្នាក់។"


def items(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(None, label) for label in labels)


def menu(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(str(key), label) for key, label in enumerate(labels, start=1))


def khmer(text: str, options: tuple[Option, ...] = (), *, back_optional: bool = False) -> Manuscript:
    return Manuscript(text, options, MORE, BACK, back_optional)


def units(set_pages: tuple[Page, ...]) -> list[int]:
    return [size(page.text, SMALLEST).used for page in set_pages]


def test_the_worst_list_of_communes_pages_as_drafted() -> None:
    found = paginate(khmer("ឃុំណា?", items(*BANTEAY_MEAS.split())), SMALLEST)
    assert units(found) == [66, 68, 66, 61, 40]
    assert found[1].text.split("\n") == [
        "1.សំរោងក្រោម",
        "2.សំរោងលើ",
        "3.ស្ដេចគង់ខាងជើង",
        "4.ស្ដេចគង់ខាងលិច",
        MORE,
        BACK,
    ]
    assert found[1].keys == {"1": 3, "2": 4, "3": 5, "4": 6}


def test_provinces_page_as_drafted_with_the_header_on_the_first_page_only() -> None:
    provinces = ("កំពង់ស្ពឺ", "ព្រៃវែង", "តាកែវ", "កណ្ដាល", "កំពង់ចាម", "ភ្នំពេញ", "សៀមរាប", "ត្បូងឃ្មុំ")
    first, second = paginate(khmer("ខេត្តណា?", items(*provinces)), SMALLEST)
    assert units((first,)) == [70]
    assert first.text.startswith("ខេត្តណា?\n1.កំពង់ស្ពឺ\n")
    assert second.text == f"1.ភ្នំពេញ\n2.សៀមរាប\n3.ត្បូងឃ្មុំ\n{BACK}"


def test_a_list_offers_no_ninth_key() -> None:
    first, second = paginate(Manuscript("Which?", items(*"abcdefghij")), SMALLEST)
    assert list(first.keys) == list("12345678")
    assert second.keys == {"1": 8, "2": 9}


def test_an_explanation_ends_its_first_page_with_a_sentence() -> None:
    found = paginate(khmer(HOW_IT_WORKS), SMALLEST)
    assert units(found) == [64, 49]
    assert found[0].text == f"ឃុំនឹងមកសម្ភាសន៍ រួចសម្រេច។ អ្នកអាចឈប់សុំពេលណាក៏បាន។\n{MORE}\n{BACK}"


def test_options_that_do_not_stand_under_the_text_follow_it() -> None:
    text = "ក្នុងផ្ទះមានអ្នកណាខ្លះ? ចុចលេខជាប់គ្នា ឧទាហរណ៍ 13"
    labels = ("មានពិការភាព", "អាយុ60ឡើង", "មានផ្ទៃពោះ", "ក្មេងក្រោម2ឆ្នាំ", "គ្មាន")
    found = paginate(khmer(text, menu(*labels)), SMALLEST)
    assert units(found) == [61, 70]
    assert found[0].keys == {}
    assert list(found[1].keys) == list("12345")


def test_the_way_back_is_left_unsaid_only_where_it_may_be() -> None:
    text = "ផ្ទះមានអ្នកណា? ចុចលេខ ឧ.13"
    (page,) = paginate(khmer(text, menu(*CARE), back_optional=True), SMALLEST)
    assert (units((page,)), page.back, BACK in page.text) == ([69], False, False)
    assert [page.back for page in paginate(khmer(text, menu(*CARE)), SMALLEST)] == [True, True]
    (roomy,) = paginate(khmer("?", menu(*CARE), back_optional=True), SMALLEST)
    assert roomy.back


def test_where_leaving_out_the_way_back_saves_a_page_it_is_said_on_pages_with_room() -> None:
    options = menu(*(letter * 28 for letter in "កខគឃ"))  # two a page beside 9 alone, or beside 0 alone
    assert len(paginate(khmer("", options), SMALLEST)) == 3
    assert [page.back for page in paginate(khmer("", options, back_optional=True), SMALLEST)] == [False, True]


def test_a_fixed_option_of_a_list_stands_on_its_first_page_and_keeps_its_key() -> None:
    villages = ("អូរ", "ខ្វាវ", "ព្រះធាតុ", "ស្រោង", "ក្រាំង", "ពោធិ៍រីង", "រវៀង")
    first, second = paginate(khmer("ភូមិណា?", (*items(*villages), Option("8", "មិនដឹង"))), SMALLEST)
    assert first.text.split("\n")[-3:] == ["8.មិនដឹង", MORE, BACK]
    assert units((first,)) == [70]
    assert second.text == f"1.ពោធិ៍រីង\n2.រវៀង\n{BACK}"
    assert second.keys == {"8": 7, "1": 5, "2": 6}


def test_no_item_takes_a_fixed_option_s_key_on_a_later_page() -> None:
    options = (*items(*(f"Village number {letter}" for letter in "abcdefghijklmnop")), Option("3", "Other"))
    for page in paginate(Manuscript("Which?", options), SMALLEST):
        assert page.keys["3"] == 16


def test_a_menu_key_is_live_only_once_its_line_was_shown() -> None:
    first, second, *_ = paginate(khmer("", menu(*(letter * 28 for letter in "កខគឃ"))), SMALLEST)
    assert first.keys == {"1": 0}
    assert second.keys == {"1": 0, "2": 1}


def test_a_plain_option_is_its_label_alone() -> None:
    (page,) = paginate(
        Manuscript("Are you sure?", (*menu("No, keep it"), Option("77", "Type 77 to withdraw.", plain=True))),
        SMALLEST,
    )
    assert page.text == "Are you sure?\n1.No, keep it\nType 77 to withdraw."
    assert page.keys == {"1": 0, "77": 1}
    assert size(page.text, SMALLEST).used == 48


def test_each_page_is_counted_in_its_own_alphabet() -> None:
    english = tuple(f"A commune with a long name {letter}" for letter in "abcd")
    first, second = paginate(Manuscript("ឃុំណា?", items("ភ្នំពេញ" * 5, *english)), SMALLEST)
    assert size(first.text, SMALLEST).limit == 70
    assert (size(second.text, SMALLEST).limit, len(second.keys)) == (160, 4)


def test_a_break_mark_is_used_and_never_sent() -> None:
    marked = "\u200b".join(["សម្ភាសន៍"] * 12)
    found = paginate(khmer(marked), SMALLEST)
    assert len(found) == 2
    for page in found:
        assert "\u200b" not in page.text
        assert not page.text.split("\n")[0].replace("សម្ភាសន៍", "")


def test_a_word_longer_than_a_page_is_cut_between_clusters() -> None:
    found = paginate(khmer("ស្ត្រី" * 20), SMALLEST)
    assert len(found) == 3
    for page in found:
        assert not page.text.split("\n")[0].replace("ស្ត្រី", "")


def test_no_page_begins_with_a_digit_if_the_text_can_be_cut_elsewhere() -> None:
    text = "word " * 30 + "31 12 2027 and more words to make a second page of it"
    first, second = paginate(Manuscript(text), SMALLEST)
    assert first.text.endswith("word\n9.Next")
    assert second.text.startswith("word 31 12 2027")


def test_a_short_wording_is_taken_when_the_full_one_needs_more_pages() -> None:
    full, short = khmer(HOW_IT_WORKS), khmer("សេវានេះឥតគិតថ្លៃ។")
    assert fit((full, short), SMALLEST) == paginate(short, SMALLEST)
    assert fit((short, full), SMALLEST) == paginate(short, SMALLEST)
    assert fit((full, full), SMALLEST) == paginate(full, SMALLEST)
    assert fit((full, short), combined("ucs2-80")) == paginate(short, combined("ucs2-80"))


def test_a_wording_that_cannot_be_sent_gives_way_to_one_that_can() -> None:
    english = Manuscript("It is free. " * 20, back="0.Back")
    assert fit((khmer(HOW_IT_WORKS), english), LATIN_ONLY) == paginate(english, LATIN_ONLY)
    with pytest.raises(Unsettable):
        fit((khmer(HOW_IT_WORKS),), LATIN_ONLY)
    with pytest.raises(ValueError, match="nothing to set"):
        fit((), SMALLEST)


def test_an_option_that_no_page_holds_is_named() -> None:
    label = "ក" * 70
    with pytest.raises(Unsettable, match=label) as caught:
        paginate(khmer("ឃុំណា?", items("ខ", label)), SMALLEST)
    assert caught.value.what == label
    assert caught.value.profile == SMALLEST.name


@pytest.mark.parametrize("key", ["9", "", "x", "១", "²"])
def test_a_key_that_cannot_be_an_option_s_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        Option(key, "label")


def test_a_key_means_one_thing() -> None:
    with pytest.raises(ValueError, match="two meanings"):
        Manuscript("?", (Option("1", "a"), Option("1", "b")))
    with pytest.raises(ValueError, match="two meanings"):
        Manuscript("?", (Option("0", "Menu"),), back="0.Back")
    with pytest.raises(ValueError, match="a key of its own"):
        Option(None, "Type 77", plain=True)
