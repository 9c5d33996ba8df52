"""The engine: one event in, a new state and one screen or action out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.engine import PATIENCE, Stuck, advance, start
from flows.events import Back, Chosen, Enter, Event, Item, Outcome, Typed
from flows.screen import Action, Kind, Screen
from flows.script import Scripts
from flows.state import TRAIL, State
from flows.values import Value
from tests.flows.writing import compiled

ROOT = Path(__file__).parents[2]
TALK = """
flow: talk
draft: yes
resume: code
steps:
  start:
    menu: Hello
    again: Pardon?
    options:
      1: {label: A form, go: begin, set: {colour: red}}
      8: {label: A list, go: listed}
      0: {label: Elsewhere, go: elsewhere}
  begin:
    do: test.begin
    outcomes: {begun: code}
  code:
    ask: Which code?
    digits: 2
    save: code
    go: several
    options:
      1: {label: By list, go: listed}
  several:
    ask: Who?
    several:
      1: {label: Young, name: young}
      2: {label: Old, name: old}
      5: {label: Nobody, name: none}
    save: who
    go: place
  place:
    use: inner
    go: review
  review:
    menu: You said {code}.
    show: {code: {of: code, as: one}}
    alone: yes
    options:
      1: {label: Send, go: send}
      2: {label: Change, go: change}
  change:
    menu: What?
    options:
      1: {label: Code, go: code}
      2: {label: Place, go: place}
  send:
    do: test.do
    once: yes
    of: code who inner
    with: {word: fixed}
    outcomes: {done: over, failed: review}
  listed:
    pick: test.list
    text: Which one?
    save: one
    go: code
    empty: elsewhere
    options:
      8: {label: I do not know, go: code, set: {one: unknown}}
  elsewhere:
    menu: You went elsewhere.
    options:
      1: {label: Again, go: start}
  over:
    end: Over
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Scripts:
    return compiled(tmp_path_factory.mktemp("scripts"), "talk", talk=TALK)


class Talk:
    """A conversation with the engine alone: what it asks of core, the test answers."""

    def __init__(self, scripts: Scripts, at: str = "talk/start", **given: object) -> None:
        self.scripts = scripts
        self.state = State(at=at, language="en")
        self.state = replace(self.state, **given)  # type: ignore[arg-type]
        self.now: Screen | Action
        self.tell(Enter())

    def tell(self, *events: Event) -> Screen | Action:
        for event in events:
            self.state, self.now = advance(self.scripts, self.state, event)
        return self.now

    @property
    def screen(self) -> Screen:
        assert isinstance(self.now, Screen)
        return self.now

    @property
    def action(self) -> Action:
        assert isinstance(self.now, Action)
        return self.now

    def form(self, code: str = "12") -> Talk:
        """Up to the review."""
        self.tell(Chosen("1"), Outcome("begun", draft="d"), Typed(code), Typed("21"), Typed("34"))
        assert self.state.at == "talk/review"
        return self


@pytest.fixture
def talk(scripts: Scripts) -> Talk:
    return Talk(scripts)


def imported(module: str, seen: set[str]) -> Iterator[str]:
    """What `module` and the modules of this house that it needs import from elsewhere."""
    file = ROOT / f"{module.replace('.', '/')}.py"
    if not file.exists():
        file = ROOT / module.replace(".", "/") / "__init__.py"
    seen.add(module)
    for node in ast.parse(file.read_text("utf-8")).body:
        for name in named(node):
            if name.partition(".")[0] not in ("core", "flows"):
                yield name
            elif name not in seen:
                yield from imported(name, seen)


def named(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [str(node.module)]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_the_engine_knows_nothing_that_could_open_a_file_or_a_socket() -> None:
    harmless = {
        "__future__",
        "abc",
        "collections.abc",
        "dataclasses",
        "difflib",
        "enum",
        "functools",
        "hashlib",
        "json",
        "re",
        "typing",
    }
    assert set(imported("flows.engine", set())) - harmless == {"pydantic"}


def test_the_same_event_in_the_same_state_leads_to_the_same(talk: Talk) -> None:
    before = talk.state
    kept = before.to_json()
    first = advance(talk.scripts, before, Chosen("8"))
    assert advance(talk.scripts, before, Chosen("8")) == first
    assert before.to_json() == kept


def test_a_dialogue_starts_at_the_first_step(scripts: Scripts) -> None:
    state, screen = advance(scripts, start(scripts, "km"), Enter())
    assert isinstance(screen, Screen)
    assert (screen.spot, state.language) == ("welcome/start", "km")


def test_entering_shows_the_present_screen_and_changes_nothing(talk: Talk) -> None:
    talk.form()
    before, screen = talk.state, talk.screen
    assert talk.tell(Enter()) == screen
    assert talk.state == before


def test_what_is_chosen_leads_on_and_gives_its_answers(talk: Talk) -> None:
    assert talk.tell(Chosen("1")) == Action("test.begin", key="None/talk/begin/1")
    assert talk.state.answers == {"colour": "red"}


def test_a_menu_does_not_take_what_is_typed(talk: Talk) -> None:
    talk.tell(Typed("1"))
    assert talk.screen.not_understood


def test_a_question_takes_what_is_typed_and_its_own_keys(talk: Talk) -> None:
    talk.tell(Chosen("1"), Outcome("begun", draft="d"))
    assert talk.screen.kind is Kind.QUESTION
    assert [choice.key for choice in talk.screen.choices] == ["1"]
    assert talk.tell(Chosen("1")) == Action("test.list")
    talk.tell(Back(), Typed("34"))
    assert talk.state.answers == {"code": "34"}


def test_one_key_of_several_comes_as_chosen_and_two_come_as_typed(talk: Talk) -> None:
    talk.tell(Chosen("1"), Outcome("begun", draft="d"), Typed("12"), Chosen("2"))
    assert talk.state.answers["who"] == ["old"]
    talk.tell(Back(), Typed("21"))
    assert talk.state.answers["who"] == ["young", "old"]
    talk.tell(Back(), Chosen("5"))
    assert talk.state.answers["who"] == []


ITEMS = (Item("a", Value("one", "a")), Item("option:8", Value("one", "b")))


def test_a_pick_asks_core_for_its_list_and_keeps_the_id_chosen(talk: Talk) -> None:
    assert talk.tell(Chosen("8")) == Action("test.list")
    talk.tell(Outcome("listed", items=ITEMS))
    assert [(choice.key, choice.value) for choice in talk.screen.choices] == [
        (None, "a"),
        (None, "option:8"),
        ("8", "option:8"),
    ]
    talk.tell(Chosen("a"))
    assert talk.state.answers == {"one": "a"}


def test_an_option_beside_a_list_is_no_item(talk: Talk) -> None:
    talk.tell(Chosen("8"), Outcome("listed", items=ITEMS[:1]), Chosen("option:8"))
    assert (talk.state.at, talk.state.answers) == ("talk/code", {"one": "unknown"})


@pytest.mark.parametrize("event", [Typed("77"), Chosen("option:7"), Typed("")])
def test_a_list_takes_nothing_that_it_did_not_offer(talk: Talk, event: Event) -> None:
    talk.tell(Chosen("8"), Outcome("listed", items=ITEMS[:1]), event)
    assert talk.action.name == "test.list"
    talk.tell(Outcome("listed", items=ITEMS[:1]))
    assert talk.screen.not_understood
    assert talk.state.answers == {}


def test_an_empty_list_leads_where_the_script_says(talk: Talk) -> None:
    talk.tell(Chosen("8"), Outcome("listed"))
    assert talk.screen.spot == "talk/elsewhere"


def test_an_action_gets_the_answers_it_names_and_the_scripts_own_words(talk: Talk) -> None:
    talk.form().tell(Chosen("1"))
    assert talk.action == Action(
        "test.do",
        {"code": "12", "who": ["young", "old"], "inner": "34", "word": "fixed"},
        key="d/talk/send/1",
    )


def test_asking_again_for_what_is_done_once_has_the_same_key_until_it_is_done(talk: Talk) -> None:
    talk.form().tell(Chosen("1"))
    key = talk.action.key
    talk.tell(Enter())  # the reply was lost: nobody knows whether it was done
    assert talk.action.key == key
    talk.tell(Outcome("failed"), Chosen("1"))
    assert talk.action.key != key


def test_what_is_done_once_is_not_done_for_a_form_that_was_never_begun(scripts: Scripts) -> None:
    with pytest.raises(Stuck, match="none was begun"):
        advance(scripts, State(at="talk/send", language="en"), Enter())


def test_what_an_action_gives_is_kept(talk: Talk) -> None:
    talk.form().tell(Chosen("1"), Outcome("done", {"answer": 42}, language="km"))
    assert talk.screen.final
    assert talk.state.answers["answer"] == 42
    assert talk.state.language == "km"


def test_a_new_form_begins_without_the_answers_of_another(talk: Talk) -> None:
    talk.form().tell(Chosen("1"), Outcome("failed", draft="e"))
    assert (talk.state.draft, talk.state.answers, talk.state.visits) == ("e", {}, {"talk/send": 1})
    talk.tell(Back())
    assert talk.screen.spot == "talk/review", "nothing of the other form lies behind"
    assert talk.screen.not_understood


def test_an_outcome_can_go_on_with_another_conversation(talk: Talk) -> None:
    earlier = State(at="talk/code", language="km", answers={"colour": "blue"}, draft="x")
    talk.tell(Chosen("1"), Outcome("resumed", resume=earlier))
    assert replace(talk.state, asked="") == replace(earlier, language="en", resumed=True)


@pytest.mark.parametrize("missed", range(1, PATIENCE))
def test_a_miss_shows_the_same_screen_again(talk: Talk, missed: int) -> None:
    talk.tell(*[Typed("no such thing")] * missed)
    assert talk.screen.spot == "talk/start"
    assert talk.screen.not_understood


def test_misses_in_a_row_end_the_conversation_with_its_answers(talk: Talk) -> None:
    talk.form().tell(*[Typed("99")] * PATIENCE)
    assert (talk.screen.spot, talk.screen.final) == ("welcome/give_up", True)
    assert talk.state.answers["code"] == "12"
    assert not talk.screen.not_understood


def test_a_miss_is_forgotten_with_the_next_answer(talk: Talk) -> None:
    for _ in range(PATIENCE):
        talk.tell(*[Typed("99")] * (PATIENCE - 1), Chosen("0"), Chosen("1"))
    talk.tell(Typed("99"), Chosen("8"), Outcome("listed", items=ITEMS[:1]))
    assert not talk.screen.not_understood


def test_back_leads_through_every_screen_again_also_those_of_a_script_in_use(talk: Talk) -> None:
    talk.form()
    seen = []
    while talk.state.trail:
        assert talk.screen.back == "Back"
        talk.tell(Back())
        seen.append(talk.state.at)
    # the menu lies before the form: what was asked there is no part of it
    assert seen == ["talk/place>inner/start", "talk/several", "talk/code"]
    assert talk.screen.back is None
    assert talk.state.answers["inner"] == "34", "going back forgets nothing"


def test_back_with_nothing_behind_is_a_miss(talk: Talk) -> None:
    talk.tell(Chosen("1"), Outcome("begun", draft="d"), Back())
    assert talk.screen.not_understood


def test_a_menu_may_give_the_key_0_a_way_of_its_own(talk: Talk) -> None:
    assert talk.screen.back == "Elsewhere"
    assert "0" not in [choice.key for choice in talk.screen.choices]
    talk.tell(Back())
    assert talk.screen.spot == "talk/elsewhere"


def test_one_answer_is_changed_from_the_review_and_no_other_is_lost(talk: Talk) -> None:
    talk.form()
    before = talk.state.answers
    talk.tell(Chosen("2"), Chosen("2"), Typed("56"))
    assert talk.state.at == "talk/review"
    assert talk.state.answers == before | {"inner": "56"}


def test_a_script_in_use_comes_back_to_the_step_that_used_it(talk: Talk) -> None:
    talk.tell(Chosen("1"), Outcome("begun", draft="d"), Typed("12"), Chosen("1"))
    assert (talk.state.at, talk.state.flow, talk.state.step) == (
        "talk/place>inner/start",
        "talk",
        "inner/start",
    )
    talk.tell(Typed("34"))
    assert talk.state.at == "talk/review"


def test_no_more_is_remembered_than_back_can_undo(talk: Talk) -> None:
    talk.form()
    for _ in range(TRAIL):
        talk.tell(Chosen("2"), Chosen("2"), Typed("56"))
    assert len(talk.state.trail) == TRAIL


def test_nothing_lies_behind_the_root(tmp_path: Path) -> None:
    root = TALK.replace("draft: yes\nresume: code", "root: yes").replace("    once: yes\n", "")
    talk = Talk(compiled(tmp_path, "talk", talk=root), at="talk/elsewhere", trail=("talk/code",))
    assert talk.state.trail == ()
    assert talk.screen.back is None


@pytest.mark.parametrize(
    ("at", "event"),
    [
        ("talk/send", Typed("1")),
        ("talk/send", Chosen("1")),
        ("talk/start", Outcome("done")),
        ("talk/over", Typed("1")),
    ],
)
def test_an_event_that_nothing_waits_for_is_the_runners_mistake(
    scripts: Scripts, at: str, event: Event
) -> None:
    with pytest.raises(Stuck):
        advance(scripts, State(at=at, language="en"), event)
