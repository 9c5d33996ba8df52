"""One English text may be said in two ways: its context tells them apart, and is never shown."""

from __future__ import annotations

from pathlib import Path

from core.places import Gazetteer
from flows.messages import NC_, uncontexted
from flows.steps.menu import Menu
from flows.wording import Catalogue, Words
from locales.compile import compile_catalogues
from tests.flows.writing import compiled

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "of cost"
msgid "Free"
msgstr "{cost}"

msgid "Free"
msgstr "{time}"
"""
TALK = """
flow: talk
steps:
  start:
    menu: {text: Free, context: of cost}
    options:
      1: {label: {text: Free, context: not busy}, go: welcome/start}
      2: {label: Free, go: welcome/give_up}
"""


def catalogue(folder: Path) -> Catalogue:
    for language, cost, time in (("km", "ឥតគិតថ្លៃ", "ទំនេរ"), ("en", "", "")):
        target = folder / language / "LC_MESSAGES" / "samnaeu.po"
        target.parent.mkdir(parents=True)
        target.write_text(PO.format(cost=cost, time=time), "utf-8")
    compile_catalogues(folder)
    return Catalogue.load(folder)


def test_a_text_is_said_by_its_context(tmp_path: Path) -> None:
    said = catalogue(tmp_path)
    assert said.text("km", NC_("of cost", "Free")) == "ឥតគិតថ្លៃ"
    assert said.text("km", "Free") == "ទំនេរ"


def test_a_context_is_never_shown_where_the_text_is_not_translated(tmp_path: Path) -> None:
    said = catalogue(tmp_path)
    assert said.text("en", NC_("of cost", "Free")) == "Free"
    assert said.text("km", NC_("not known", "Free")) == "Free"
    assert Words(said, Gazetteer.load()).say("en", NC_("of cost", "Free")) == "Free"


def test_a_script_gives_its_texts_contexts(tmp_path: Path) -> None:
    start = compiled(tmp_path, "talk", talk=TALK).step("talk/start")
    assert isinstance(start, Menu)
    assert start.messages() == (NC_("of cost", "Free"), NC_("not busy", "Free"), "Free")
    assert uncontexted(start.texts.full) == "Free"
