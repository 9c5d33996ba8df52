"""Programmes are told as their files tell them: whole, with a source, in both languages, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.programmes import Programmes, Unreadable, load
from core.programmes.programme import Words

GOOD = """\
code: rice
name: {en: Rice, km: "អង្ករ"}
short: {en: Rice, km: "អង្ករ"}
for_whom: {en: Homes with a card, km: "គ្រួសារមានប័ណ្ណ"}
enrol: {en: At the office, km: "នៅសាលា"}
amounts:
  - what: {en: a month, km: "ក្នុងមួយខែ"}
    riels: 1000
    source: {name: A paper, as_of: 2025-01-30}
sources:
  - {name: A paper, as_of: 2025-01-30}
"""


@pytest.fixture(scope="module")
def programmes() -> Programmes:
    return load()


def written(folder: Path, text: str, name: str = "rice.yaml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def refused(folder: Path) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        load.__wrapped__(folder)
    return str(refusal.value).splitlines()


def test_each_programme_is_told_in_both_languages(programmes: Programmes) -> None:
    for programme in programmes.values():
        told = (programme.name, programme.for_whom, programme.enrol, *(a.what for a in programme.amounts))
        for words in told:
            assert any("\u1780" <= letter <= "\u17ff" for letter in words.km), words
            assert words.en.isascii(), words


def test_every_amount_has_its_source_and_its_day(programmes: Programmes) -> None:
    amounts = [amount for programme in programmes.values() for amount in programme.amounts]
    assert amounts
    assert all(amount.source.name and amount.source.as_of.year >= 2020 for amount in amounts)


def test_of_what_nobody_published_no_amount_is_told(programmes: Programmes) -> None:
    unknown = {"base_cash", "disability", "older_people"}
    assert {code for code in programmes if not programmes[code].amounts} == unknown | programmes.sensitive


def test_what_would_tell_an_illness_says_nothing_of_itself(programmes: Programmes) -> None:
    assert programmes.sensitive == {"health_support"}
    for code in programmes.sensitive:
        told = programmes[code].model_dump_json().lower()
        assert not any(word in told for word in ("hiv", "aids", "អេដស៍", "ហ៊ីវ"))
        assert programmes[code].amounts == ()


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (rice,) = load.__wrapped__(written(tmp_path, GOOD)).values()
    assert rice.name == Words(en="Rice", km="អង្ករ")
    assert rice.amounts[0].riels == 1000
    assert rice.name.said("km") == "អង្ករ"


@pytest.mark.parametrize(
    ("was", "broken", "where"),
    [
        ("riels: 1000", "riels: -5", "amounts.0.riels"),
        ("riels: 1000", "riels: about 5", "amounts.0.riels"),
        ("    source: {name: A paper, as_of: 2025-01-30}\n", "", "amounts.0.source"),
        (', km: "អង្ករ"', "", "name.km"),
        ("enrol:", "enroll:", "enrol"),
        ("sources:\n  - {name: A paper, as_of: 2025-01-30}\n", "sources: []\n", "sources"),
        ("as_of: 2025-01-30}\nsources", "as_of: soon}\nsources", "amounts.0.source.as_of"),
        ("code: rice", "code: Rice!", "code"),
    ],
)
def test_a_fault_is_told_with_its_file_and_place(tmp_path: Path, was: str, broken: str, where: str) -> None:
    assert was in GOOD
    lines = refused(written(tmp_path, GOOD.replace(was, broken)))
    assert any(line.startswith(f"rice.yaml: {where}: ") for line in lines), lines


def test_a_file_is_called_as_its_programme_is(tmp_path: Path) -> None:
    assert refused(written(tmp_path, GOOD, "beans.yaml")) == ["beans.yaml: code: call the file rice.yaml"]


@pytest.mark.parametrize("text", ["code: [", "- a\n- b\n", "", "code: rice\ncode: rice\n"])
def test_what_is_no_such_file_is_told_in_a_line(tmp_path: Path, text: str) -> None:
    assert refused(written(tmp_path, text))[0].startswith("rice.yaml: ")


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "code: [")
    written(tmp_path, "code: [", "beans.yaml")
    assert len(refused(tmp_path)) == 2
