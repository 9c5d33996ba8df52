"""What the catalogues get of a script: every text and label, and nothing else."""

from __future__ import annotations

import io
from configparser import RawConfigParser
from pathlib import Path

import pytest

from flows.extracting import Extracted, extract
from flows.faults import ScriptError
from flows.library import FOLDER
from flows.messages import NC_
from flows.script import Scripts
from locales.compile import LOCALES
from ussd.typesetting import SMALLEST

SCRIPT = """
flow: talk
steps:
  start:
    menu: Hello {name}
    short: Hi
    again: Pardon?
    show: {name: {of: text, as: label}}
    options:
      1: {label: On, go: end, set: {colour: red}}
  code:
    ask: Which?
    several:
      1: {label: Young, name: young}
    save: menu
    go: end
  end:
    end: Over
"""


def extracted(text: str, options: dict[str, str] | None = None) -> list[Extracted]:
    return list(extract(io.BytesIO(text.encode()), (), (), options))


def said(found: Extracted) -> str:
    """What a step would call this message."""
    _, _, message, _ = found
    return message if isinstance(message, str) else NC_(*message)


def test_every_text_comes_with_its_line_and_its_place_in_the_conversation() -> None:
    assert extracted(SCRIPT) == [
        (5, None, "Hello {name}", ["talk/start: above the keys (1 On)"]),
        (6, None, "Hi", ["talk/start: the short form, for where the full one leaves no room (1 On)"]),
        (7, None, "Pardon?", ["talk/start: after an answer that was not understood (1 On)"]),
        (10, None, "On", ["talk/start: key 1 under “Hello {name}”"]),
        (12, None, "Which?", ["talk/code: a question (1 Young)"]),
        (14, None, "Young", ["talk/code: key 1 under “Which?”"]),
        (18, None, "Over", ["talk/end: the last screen of a call"]),
    ]


def test_a_translator_is_told_what_a_screen_holds() -> None:
    *_, (_, _, _, comments) = extracted(SCRIPT, {"units": "70", "septets": "160"})
    assert comments[1:] == ["all lines of a screen: 70 signs in Khmer, 160 in Latin letters"]


def test_what_babel_tells_of_a_screen_is_what_the_smallest_phone_shows() -> None:
    config = RawConfigParser()
    config.read(LOCALES / "babel.cfg", "utf-8")
    told = config["script: flows/scripts/**.yaml"]
    assert (int(told["units"]), int(told["septets"])) == (SMALLEST.ucs2, SMALLEST.gsm7)


def test_a_text_in_a_context_is_extracted_with_it() -> None:
    script = SCRIPT.replace("label: On", "label: {text: On, context: a lamp}")
    assert (10, "pgettext", ("a lamp", "On"), ["talk/start: key 1 under “Hello {name}”"]) in extracted(script)
    script = SCRIPT.replace("end: Over", "end: {text: Over, context: a bridge}")
    assert extracted(script)[-1][1:3] == ("pgettext", ("a bridge", "Over"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_catalogues_get_exactly_what_the_steps_say(scripts: Scripts, path: Path) -> None:
    script = scripts[path.stem]
    messages = {script.title, *(said for step in script.steps.values() for said in step.messages())}
    assert {said(found) for found in extracted(path.read_text("utf-8"))} == messages


def test_what_is_no_script_is_refused() -> None:
    with pytest.raises(ScriptError):
        extracted("steps: [\n")
