from __future__ import annotations

import pytest

from core.khmer import key
from core.places import sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phnom Penh", "Pnum Penh"),
        ("Preaek Thmei", "Prek Thmey"),
        ("Boeng", "Beung"),
        ("Kandieng", "Kandeang"),
        ("Kaoh Kong", "Koh Kong"),
        ("Siem Reab", "Siem Reap"),
        ("Qampong", "Campong"),
        ("Ta Khmau", "Takmao"),
        ("Tuol Tumpung Ti 2", "Toul Tumpung Ti Pir"),
        ("Phum 13", "Phum Dabbei"),
    ],
)
def test_latin_spellings_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert sound.latin(key(one)) == sound.latin(key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("សំរោង", "សម្រោង"), ("ឫស្សី", "រឹស្សី"), ("ណាំតៅ", "នាំតោ"), ("ជ័យ", "ចយ"), ("គោក", "កោក"), ("ឥន្ទ្រ", "អិន្រ្ទ")],
)
def test_khmer_spellings_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert sound.khmer(key(one)) == sound.khmer(key(other))


@pytest.mark.parametrize(("one", "other"), [("Svay", "Sray"), ("Thmei", "Thum"), ("Phum 0", "Phum 20")])
def test_other_names_sound_different(one: str, other: str) -> None:
    assert sound.latin(key(one)) != sound.latin(key(other))
