"""The kinds of request are told whole by their files, and each can be followed from its filing to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.code_files import Unreadable
from core.requests import kinds
from core.requests.kinds import Ask, Kind
from core.requests.request import Answers, Outcome
from core.requests.states import ENDED, State
from core.requests.transitions import TABLE
from core.roles import COMMUNE, Role

GOOD = """\
code: assessment
name: {en: Assessment, km: "ការវាយតម្លៃ"}
short: {en: assessment, km: "វាយតម្លៃ"}
asks: [matter]
matters:
  - {code: lost, name: {en: Lost, km: "បាត់"}}
outcomes:
  - {code: done, name: {en: Done, km: "រួច"}}
life: [draft, submitted, pending_verification, queued, assigned, decided, closed, withdrawn]
"""
LIFE = "decided, closed, withdrawn]"


def refused(folder: Path, text: str, name: str = "assessment.yaml") -> str:
    (folder / name).write_text(text, "utf-8")
    with pytest.raises(Unreadable) as refusal:
        kinds.load.__wrapped__(folder)
    return str(refusal.value)


def leads(kind: Kind) -> set[tuple[State, State]]:
    """The steps that the one table leaves to a kind."""
    return {(row.source, row.target) for row in TABLE if row.open_to(kind.life)}


def reached(first: set[State], steps: set[tuple[State, State]]) -> set[State]:
    found = set(first)
    while more := {target for source, target in steps if source in found} - found:
        found |= more
    return found


@pytest.mark.parametrize("kind", kinds.load().values(), ids=kinds.load())
def test_every_state_of_a_life_is_reached_and_leads_to_an_end(kind: Kind) -> None:
    steps = leads(kind)
    assert reached({State.DRAFT}, steps) == kind.life
    assert reached(set(ENDED), {(target, source) for source, target in steps}) >= kind.life


@pytest.mark.parametrize("kind", kinds.load().values(), ids=kinds.load())
def test_whatever_its_kind_a_request_is_withdrawn_before_it_is_decided(kind: Kind) -> None:
    decided = {State.DECIDED, State.APPEALED, State.UPHELD, State.CLOSED, State.DRAFT}
    cards = {State.CARD_PENDING, State.CARD_READY, State.CARD_COLLECTED}
    before = kind.life - decided - cards - ENDED
    assert before <= {source for source, target in leads(kind) if target is State.WITHDRAWN}


def test_an_assessment_has_the_fullest_life_and_its_outcomes() -> None:
    assessment = kinds.of(kinds.ASSESSMENT)
    assert assessment.life == set(State)
    assert [result.code for result in assessment.outcomes] == list(Outcome)
    assert not assessment.gives_card(Outcome.NOT_IDENTIFIED)
    assert assessment.gives_card(Outcome.POOR_1)


def test_where_nobody_is_interviewed_the_holder_decides_and_elsewhere_nobody_does_so() -> None:
    at_once = {code for code, kind in kinds.load().items() if (State.ASSIGNED, State.DECIDED) in leads(kind)}
    assert at_once == {"enrolment", "payment_problem", "lost_card", "correction"}
    not_interviewed = {code for code, kind in kinds.load().items() if not kind.interviews}
    assert at_once == not_interviewed - kinds.load().above_commune


def test_what_may_be_about_the_commune_leaves_nothing_for_the_commune_to_do() -> None:
    assert kinds.load().above_commune == {"report"}
    rows = [row for row in TABLE if row.open_to(kinds.of("report").life)]
    for row in rows:
        assert row.by - COMMUNE, f"{row.source} to {row.target} is the commune's alone"
    assert {Role.SUPERVISOR} == next(row.by for row in rows if row.target is State.DECIDED)


def test_what_a_form_asks_is_an_answer_that_is_kept() -> None:
    assert set(Ask) <= set(Answers.__dataclass_fields__)


def test_every_kind_is_named_in_both_languages() -> None:
    for kind in kinds.load().values():
        told = [kind.name, *(each.name for each in kind.matters), *(each.name for each in kind.outcomes)]
        for words in told:
            assert words.en.isascii(), words
            assert any("\u1780" <= letter <= "\u17ff" for letter in words.km), words


def test_what_may_be_a_complaint_about_the_commune_is_no_matter_for_it() -> None:
    told = kinds.of("payment_problem").model_dump_json().lower()
    assert not any(word in told for word in ("stole", "somebody else", "officer", "bribe"))


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "assessment.yaml").write_text(GOOD, "utf-8")
    (kind,) = kinds.load.__wrapped__(tmp_path).values()
    assert kind.matter("lost") is not None
    assert kind.matter("found") is None


@pytest.mark.parametrize(
    ("was", "broken", "told"),
    [
        ("asks: [matter]", "asks: []", "matters stand where the form asks for one"),
        ("asks: [matter]", "asks: [matter, matter]", "nothing is asked twice"),
        ("asks: [matter]", "asks: [income]", "asks.0"),
        ("code: done", "code: Done!", "outcomes.0.code"),
        ("{code: done,", "{code: done, card: yes,", "where there are states for it"),
        (LIFE, "decided, closed, withdrawn, card_pending]", "in its three states, or in none"),
        (LIFE, "decided, closed]", "filing, taking and deciding"),
        (LIFE, "decided, closed, withdrawn, heaven]", "life.8"),
        (LIFE, LIFE + "\nclocks: {interviewed: 3}", "a clock runs in a state of the life"),
        (LIFE, LIFE + "\nclocks: {queued: 0}", "clocks.queued"),
        (LIFE, LIFE + "\nurgency: {level: panic, reason: why}", "urgency.level"),
        (', km: "រួច"', "", "outcomes.0.name.km"),
        (LIFE, LIFE + "\nabove_commune: yes", "all of its life is above the commune"),
        ("queued, assigned,", "queued,", "it is taken by somebody of the commune"),
        ("code: assessment", "kode: assessment", "code"),
    ],
)
def test_a_file_whose_parts_do_not_fit_stops_the_start(
    tmp_path: Path, was: str, broken: str, told: str
) -> None:
    assert was in GOOD
    assert told in refused(tmp_path, GOOD.replace(was, broken))


def test_an_outcome_or_a_matter_comes_once(tmp_path: Path) -> None:
    outcome = '  - {code: done, name: {en: Done, km: "រួច"}}\n'
    matter = '  - {code: lost, name: {en: Lost, km: "បាត់"}}\n'
    assert "no outcome comes twice" in refused(tmp_path, GOOD.replace(outcome, outcome * 2))
    assert "no matter comes twice" in refused(tmp_path, GOOD.replace(matter, matter * 2))


def test_without_the_kind_that_a_request_is_unless_it_says_otherwise_nothing_starts(tmp_path: Path) -> None:
    assert "assessment.yaml" in refused(tmp_path, GOOD.replace("assessment", "other"), "other.yaml")
