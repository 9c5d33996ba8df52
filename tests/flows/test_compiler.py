"""A broken script never starts: each fault is told with file, line and mend, all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.compiler import compile_scripts
from flows.faults import Fault, ScriptError
from flows.library import load_scripts
from flows.steps.menu import Menu
from flows.steps.question import Question
from tests.flows.writing import KNOWN, compiled, write

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
"""Each says in a comment at the end of a line what is wrong there, and the mend."""
MARK = re.compile(r"# FAULT: (.*?) \| (.*?)(?= # FAULT|$)")


def marked(path: Path) -> list[Fault]:
    """The faults that the script itself says it has."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [Fault(path.name, n, what, mend) for n, line in lines for what, mend in MARK.findall(line)]


def faults(folder: Path, script: str = "welcome", **texts: str) -> list[Fault]:
    with pytest.raises(ScriptError) as caught:
        compiled(folder, script, **texts)
    return list(caught.value.faults)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_is_wrong_is_told_with_its_line_and_mend(path: Path, tmp_path: Path) -> None:
    expected = marked(path)
    assert expected, "say in a comment what is wrong"
    assert faults(tmp_path, path.stem, **{path.stem: path.read_text("utf-8")}) == sorted(expected)


def test_the_services_own_scripts_have_no_fault() -> None:
    assert load_scripts().scripts


def test_a_fault_reads_like_a_compilers(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, other="flow: other\nsteps:\n  start:\n    end: Over\n")
    assert str(fault) == (
        "other.yaml:3: no way leads to the step `start`\n    mend: lead there from somewhere, or take it out"
    )


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "the script is empty"),
        ("# nothing but a comment\n", 1, "the script is empty"),
        ("flow: odd\nsteps:\n\tstart: {}\n", 3, "not YAML: "),
        ("flow: odd\nsteps: [\n", 3, "not YAML: "),
        ("flow: odd\nsteps:\n  start: \x00\n", 3, "not YAML: "),
        ("flow: odd\n---\nflow: odd\n", 2, "not YAML: "),
        ("flow: odd\nsteps: *missing\n", 2, "not YAML: "),
    ],
    ids=["empty", "comment", "tab", "open bracket", "NUL", "two documents", "unknown alias"],
)
def test_what_is_no_script_is_told_at_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    (fault,) = faults(tmp_path, "odd", odd=text)
    assert (fault.file, fault.line) == ("odd.yaml", line)
    assert fault.what.startswith(what)


def test_a_quote_that_is_never_closed_is_told_with_the_line_where_it_began(tmp_path: Path) -> None:
    (fault,) = faults(
        tmp_path, "odd", odd='flow: odd\nsteps:\n  start:\n    end: "Over\n  on:\n    end: On\n'
    )
    assert fault.mend == "check indents, quotes and colons there, and on line 4, where this began"


def test_a_script_that_is_not_there_is_told_as_a_file(tmp_path: Path) -> None:
    over = "flow: over\nsteps:\n  start:\n    menu: Hi\n    options: {1: {label: On, go: gone/start}}\n"
    (tmp_path / "over.yaml").write_text(over, "utf-8")
    with pytest.raises(ScriptError) as caught:
        compile_scripts(tmp_path, KNOWN)
    assert [fault.what for fault in caught.value.faults] == [
        "the step `start` leads to `gone/start`, and there is no gone.yaml",
        "there is no such file, nor welcome/give_up",
        "there is no such file, nor welcome/start",
    ]


def test_a_script_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "odd.yaml").write_bytes("flow: odd\nsteps: ចាស".encode("utf-16"))
    with pytest.raises(ScriptError, match=r"odd.yaml:1: the file is not UTF-8\n    mend: save it as UTF-8"):
        compile_scripts(tmp_path, KNOWN)


def test_a_folder_without_scripts_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScriptError, match="no scripts here"):
        compile_scripts(tmp_path, KNOWN)


def test_the_steps_that_the_engine_needs_are_asked_for(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        welcome="flow: welcome\nsteps:\n  give_up:\n    menu: A\n    options: {1: {label: B, go: give_up}}",
    )
    assert [(fault.file, fault.what) for fault in found] == [
        ("welcome.yaml", "there is no step welcome/start"),
        ("welcome.yaml", "after three misses the conversation is over at welcome/give_up"),
    ]


def test_faults_of_several_scripts_are_told_together(tmp_path: Path) -> None:
    broken = {
        path.stem: path.read_text("utf-8") for path in BROKEN if path.stem in ("doubled_key", "bad_keys")
    }
    told = {fault.file for fault in faults(tmp_path, "doubled_key", **broken, odd="flow: [\n")}
    assert told == {"bad_keys.yaml", "doubled_key.yaml", "odd.yaml"}


def test_a_way_into_a_script_that_cannot_be_read_is_no_fault_of_its_own(tmp_path: Path) -> None:
    assert [fault.file for fault in faults(tmp_path, "odd", odd="flow: [\n")] == ["odd.yaml"]


def test_no_and_1_stay_words(tmp_path: Path) -> None:
    script = """
flow: words
steps:
  start:
    menu: Yes
    options:
      1: {label: No, go: over, set: {on: off, amount: 012, nothing: null}}
  over:
    end: 2026-11-21
"""
    scripts = compiled(tmp_path, "words", words=script)
    menu = scripts.step("words/start")
    assert isinstance(menu, Menu)
    assert menu.texts.full == "Yes"
    assert menu.options["1"].label == "No"
    assert menu.options["1"].sets == {"on": "off", "amount": "012", "nothing": "null"}
    assert scripts.step("words/over").messages() == ("2026-11-21",)


def test_scripts_may_not_use_each_other_in_a_circle(tmp_path: Path) -> None:
    round_and_round = """
flow: {0}
steps:
  start:
    ask: Which?
    digits: 2
    save: code
    go: use
  use:
    use: {1}
    go: done
  done:
    return: yes
"""
    start = "flow: outer\nsteps:\n  start:\n    use: first\n    go: over\n  over:\n    end: Over\n"
    found = faults(
        tmp_path,
        "outer",
        outer=start,
        first=round_and_round.replace("{0}", "first").replace("{1}", "second"),
        second=round_and_round.replace("{0}", "second").replace("{1}", "first"),
    )
    assert [(fault.file, fault.line, fault.what) for fault in found] == [
        ("first.yaml", 10, "the script `first` uses itself"),
        ("second.yaml", 10, "the script `second` uses itself"),
    ]


def test_a_use_that_comes_straight_back_may_not_lead_to_itself(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "outer",
        outer="flow: outer\nsteps:\n  start:\n    use: idle\n    go: start\n",
        idle="flow: idle\nsteps:\n  start:\n    return: yes\n",
        another="flow: another\nsteps:\n  start:\n    use: idle\n    go: over\n  over:\n    end: Over\n",
    )
    assert ("outer.yaml", 3, "the step `start` goes in a circle") in [(f.file, f.line, f.what) for f in found]


def test_a_script_that_returns_may_not_be_the_first(tmp_path: Path) -> None:
    welcome = (
        "flow: welcome\nsteps:\n  start:\n    menu: Hello\n    options: {1: {label: On, go: done}}\n"
        "  done:\n    return: yes\n  give_up:\n    end: Over\n"
    )
    found = faults(tmp_path, welcome=welcome)
    assert "the script `welcome` is never used, so it cannot return" in [fault.what for fault in found]


def test_only_one_script_is_the_root(tmp_path: Path) -> None:
    root = "flow: {0}\nroot: yes\nsteps:\n  start:\n    menu: Hi\n    options: {1: {label: On, go: {1}}}\n"
    found = faults(
        tmp_path,
        "first",
        first=root.replace("{0}", "first").replace("{1}", "second/start"),
        second=root.replace("{0}", "second").replace("{1}", "start"),
    )
    assert [(fault.file, fault.line, fault.what) for fault in found] == [
        ("second.yaml", 2, "first is the root already")
    ]


def test_a_question_beside_an_option_takes_both(tmp_path: Path) -> None:
    question = """
flow: code
steps:
  start:
    ask: Type the code
    digits: 2 4
    save: code
    go: over
    options:
      1: {label: Choose by name, go: over}
  over:
    end: Over
"""
    step = compiled(tmp_path, "code", code=question).step("code/start")
    assert isinstance(step, Question)
    assert list(step.options) == ["1"]
