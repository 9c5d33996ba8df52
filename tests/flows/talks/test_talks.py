"""The golden conversations: each is held as its file shows it, on the real door and on the bare engine."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import unified_diff

import pytest
from _pytest.mark import ParameterSet

from flows.library import load_scripts
from flows.steps.doing import Doing
from tests.flows.talks.conftest import Stage, all_talks, asks_the_registry
from tests.flows.talks.layout import lay_out
from tests.flows.talks.passing import Passed
from tests.flows.talks.talk import Talk

TALKS = all_talks()
EVERY = 8


def some(talks: Iterable[Talk]) -> list[ParameterSet]:
    """One of every few, and with `make slow` all."""
    return [pytest.param(talk, marks=pytest.mark.slow if n % EVERY else ()) for n, talk in enumerate(talks)]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
def test_a_phone_shows_what_the_talk_says(talk: Talk, stage: Stage, request: pytest.FixtureRequest) -> None:
    said = lay_out(talk, stage.on_the_door(talk))
    if request.config.getoption("--update-talks"):
        talk.path.write_text(said, "utf-8")
    compare(talk, said)


@pytest.mark.parametrize("talk", some(TALKS), ids=lambda talk: talk.name)
def test_the_engine_says_the_same_without_a_door(talk: Talk, stage: Stage) -> None:
    compare(talk, lay_out(talk, stage.on_the_engine(talk)))


@pytest.mark.parametrize("talk", some(filter(asks_the_registry, TALKS)), ids=lambda talk: talk.name)
def test_the_same_is_shown_where_the_registry_is_a_server_of_its_own(talk: Talk, stage: Stage) -> None:
    compare(talk, lay_out(talk, stage.on_the_door_over_dci(talk)))


ASKED_MOST = {
    "payment": "ready failed_card failed_name failed_account failed_id lapsed collected planned none_yet "
    "not_enrolled",
    "card": "valid expiring expired undated",
}
THREE = 3
"""Screens after the menu in which both are answered."""


@pytest.mark.parametrize(
    "name", [f"{flow}/{each}" for flow, names in ASKED_MOST.items() for each in names.split()]
)
def test_whether_money_came_and_the_card_is_valid_is_told_in_three_screens(name: str, stage: Stage) -> None:
    """On the smallest phone: the one that asks for the card, and every page of the answer."""
    talk = next(talk for talk in TALKS if talk.name == name)
    for language, played in stage.on_the_door(talk).items():
        menu, asked, answer, *_ = played
        assert menu.step == "menu/main"
        pages = [*asked.pages, *answer.pages]
        assert len(pages) <= THREE, (language, pages)


def compare(talk: Talk, said: str) -> None:
    """Fails with the lines that differ: `-` stands in the file, `+` is what is said now."""
    written = talk.path.read_text("utf-8")
    if written == said:
        return
    lines = unified_diff(written.splitlines(), said.splitlines(), "written", "said now", n=6, lineterm="")
    pytest.fail(
        "\n".join([f"{talk.name} differs; pytest --update-talks takes it over", *lines]), pytrace=False
    )


def test_every_step_is_come_to_by_some_talk(stage: Stage) -> None:
    steps = {step.spot for step in load_scripts().steps()}
    seen = set().union(*(passed.steps for passed in everything_passed(stage)))
    assert sorted(steps - seen) == [], "no talk comes to these steps"


def test_every_outcome_of_every_doing_is_brought_about_by_some_talk(stage: Stage) -> None:
    outcomes = {
        (step.spot, outcome)
        for step in load_scripts().steps()
        if isinstance(step, Doing)
        for outcome in step.outcomes
    }
    seen = set().union(*(passed.outcomes for passed in everything_passed(stage)))
    assert sorted(outcomes - seen) == [], "no talk brings these about"


def everything_passed(stage: Stage) -> list[Passed]:
    """By all talks; those that were not played yet are played now."""
    for talk in TALKS:
        stage.on_the_door(talk)
    return list(stage.passed.values())
