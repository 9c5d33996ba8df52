"""What a key meant in the last release is kept, also when the key is gone."""

from __future__ import annotations

from pathlib import Path

from flows.proving.released import Meaning, meanings, read_record, write_record
from tests.flows.writing import compiled

MENU = """
flow: menu
steps:
  start:
    menu: What shall it be?
    options:
      1: {label: Rice, go: over, set: {dish: rice}}
      2: {label: Soup, go: over}
  over:
    end: Over
"""


def test_a_key_means_its_words_and_its_way(tmp_path: Path) -> None:
    found = meanings(compiled(tmp_path, "menu", menu=MENU))
    assert found["menu/start"] == {"1": Meaning("Rice", "over dish=rice"), "2": Meaning("Soup", "over")}


def test_the_keys_of_several_things_mean_what_they_answer(tmp_path: Path) -> None:
    several = """
flow: home
steps:
  start:
    ask: Who?
    several:
      1: {label: A child, name: child}
      2: {label: No one, name: none}
    save: who
    go: over
  over:
    end: Over
"""
    found = meanings(compiled(tmp_path, "home", home=several))
    assert found["home/start"] == {"1": Meaning("A child", "who=['child']"), "2": Meaning("No one", "who=[]")}


def test_before_the_first_release_no_key_means_anything(tmp_path: Path) -> None:
    assert read_record(tmp_path) is None


def test_a_key_that_is_gone_keeps_its_meaning(tmp_path: Path) -> None:
    write_record(tmp_path, compiled(tmp_path, "menu", menu=MENU))
    other = tmp_path / "next"
    other.mkdir()
    write_record(
        tmp_path, compiled(other, "menu", menu=MENU.replace("      2: {label: Soup, go: over}\n", ""))
    )
    record = read_record(tmp_path)
    assert record is not None
    assert record["menu/start"]["2"] == Meaning("Soup", "over")
