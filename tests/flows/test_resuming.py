"""Cut off in the middle: gone on with at the last question, and never at what was answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.house import House
from core.clock import FixedClock
from core.drafts.port import Put
from flows.drafts import COLUMN, LIFETIME, TABLE, draft_key
from flows.events import Back
from flows.messages import BREAK
from flows.resuming import resume_at
from flows.script import Scripts
from flows.state import TRAIL, State
from flows.steps.pick import Pick
from flows.steps.step import Saying
from tests.flows.talker import Talker
from tests.flows.talks.with_money import with_money

ASK = "Ask for an IDPoor assessment"
BY_CODE = [
    ("120109", "place/code"),
    ("Agree", "request/contact"),
    ("Call and text", "request/people"),
    ("5", "request/needs"),
    ("13", "request/needs"),
    ("Change", "request/needs"),
    ("How many people", "request/people"),
]
BY_LIST = [
    ("Choose by name", None),
    ("12", "place/district"),
    ("1201", "place/commune"),
    ("120101", "place/commune"),
]


def drafted(at: str, *trail: str, draft: str | None = "d") -> State:
    return State(at=at, language="en", trail=trail, draft=draft, answers={"commune": "120109"})


@pytest.mark.parametrize("way", [BY_CODE, BY_LIST], ids=["by code", "by list"])
async def test_wherever_it_is_cut_off_a_form_is_gone_on_with_at_its_last_question(
    small_house: House, way: list[tuple[str, str | None]]
) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK)
    for pressed, question in way:
        await dara.press(pressed)
        again = await dara.cut_off()
        if question is None:
            assert again.screen.spot == "menu/main", "nothing was answered yet"
            continue
        assert again.screen.spot == "welcome/resume"
        assert again.screen.show == {}
        await again.press("Continue")
        assert again.screen.spot == question
        step = small_house.services.scripts.step(question)
        assert isinstance(step, Saying)
        assert isinstance(step, Pick) or not step.show, "it tells nothing of what was answered"


async def test_the_answers_given_so_far_are_there(dara: Talker) -> None:
    await dara.press(ASK, "120109", "Agree", "Call and text", "5")
    again = await dara.cut_off()
    await again.press("Continue", "13")
    assert again.screen.spot == "request/review"
    assert again.state.answers == dara.state.answers | {"needs": ["disability", "pregnant"]}


async def test_a_commune_that_was_agreed_to_is_kept_wherever_it_came_from(small_house: House) -> None:
    await with_money(small_house, "+85512345678")
    dara = await Talker(small_house, commune="120109").greeted()
    await dara.press("My Equity Card", "4321", "Lost or damaged", "Agree")
    agreed = dara.state.answers["consent"]
    await dara.tell(Back())
    assert dara.screen.spot == "request/consent", "nothing that may be shown again lies behind"
    again = await dara.cut_off()
    await again.press("Continue")
    assert again.screen.spot == "request/matter"
    assert (again.state.answers["commune"], again.state.answers["consent"]) == ("010201", agreed)


async def test_a_commune_that_nobody_agreed_to_is_asked_for_and_not_told(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await keep(
        small_house,
        dara,
        b'{"at":"request/consent","language":"en","draft":"d","answers":{"commune":"120109","code":"120109"}}',
    )
    again = await dara.cut_off()
    await again.press("Continue")
    assert again.screen.spot == "place/code"
    await again.press("010201")
    assert again.screen.spot == "request/consent", "the place given now is told"


async def test_the_review_tells_what_is_answered_since_and_that_the_rest_is_kept(dara: Talker) -> None:
    await dara.press(ASK, "120109", "Agree", "Call and text", "5", "13")
    again = await dara.cut_off()
    await again.press("Continue", "2")
    assert told(again) == ["60+", KEPT_SAID]
    await again.press("Change", "Commune", "010201", "Agree")
    assert told(again) == ["Banteay Neang commune", "60+", KEPT_SAID]
    last = await again.cut_off()
    await last.press("Continue")
    await last.press("010201")
    assert "60+" not in told(last), "cut off once more, it is of before again"


async def test_of_programmes_asked_for_before_nothing_is_told(small_house: House) -> None:
    await with_money(small_house, "+85512345678")
    dara = await Talker(small_house).greeted()
    await dara.press("My Equity Card", "4321", "Something on it is wrong", "Agree", "birth")
    again = await dara.cut_off()
    await again.press("Continue", "Call only, no text")
    assert told(again) == ["correction", "Call only.", KEPT_SAID]
    await again.press("Change", "What it is about", "name")
    assert told(again) == ["correction: A name is wrong", "Call only.", KEPT_SAID]


async def test_a_form_begun_anew_tells_all_that_is_answered(dara: Talker) -> None:
    await dara.press(ASK, "120109", "Agree", "Call and text")
    again = await dara.cut_off()
    await again.press("Start over", "010201", "Agree", "Call and text", "5", "13")
    assert KEPT_SAID not in told(again)


KEPT_SAID = "Earlier answers are kept, not shown."


def told(talker: Talker) -> list[str]:
    """The lines of the review."""
    words = talker.house.services.words
    return words.value("en", talker.screen.show["summary"]).replace(BREAK, "").splitlines()


async def test_back_leads_to_questions_and_the_menu_only(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, "120109", "Agree", "Call and text", "5", "13", "Change", "Phone use")
    again = await dara.cut_off()
    await again.press("Continue")
    seen = [again.screen.spot]
    while again.state.trail:
        await again.tell(Back())
        seen.append(again.screen.spot)
    questions = ["request/contact", "request/needs", "request/people", "request/contact", "place/code"]
    assert seen == [*questions, "menu/main"]


async def test_starting_over_forgets_what_was_answered(dara: Talker) -> None:
    await dara.press(ASK, "120109", "Agree", "Call and text")
    first = dara.state.draft
    again = await dara.cut_off()
    await again.press("Start over")
    assert again.screen.spot == "place/code"
    assert again.state.answers == {}
    assert again.state.draft != first
    assert await again.kept() is None


async def test_an_unfinished_form_waits_while_something_else_is_looked_at(dara: Talker) -> None:
    await dara.press(ASK, "120109", "Agree")
    again = await dara.cut_off()
    await again.press("Menu", "My request", "0", ASK)
    assert again.screen.spot == "welcome/resume"
    await again.press("Continue")
    assert again.screen.spot == "request/contact"


async def test_a_form_in_which_nothing_was_answered_is_not_offered(dara: Talker) -> None:
    await dara.press(ASK)
    assert (await dara.cut_off()).screen.spot == "menu/main"


async def test_a_form_is_kept_for_a_day(small_house: House, clock: FixedClock) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, "120109", "Agree")
    clock.advance(seconds=LIFETIME - 1)
    again = await dara.cut_off()
    assert again.screen.spot == "welcome/resume"
    clock.advance(seconds=2)
    await again.press("Continue")
    assert again.screen.spot == "menu/main", "its day was over meanwhile"


async def test_three_misses_keep_the_answers(dara: Talker) -> None:
    await dara.press(ASK, "120109", "Agree")
    for _ in range(3):
        await dara.tell(Back()) if not dara.state.trail else await dara.tell(dara.meaning("88"))
    assert dara.screen.spot == "welcome/give_up"
    assert (await dara.cut_off()).screen.spot == "welcome/resume"


def test_a_step_of_another_release_is_passed_over(scripts: Scripts) -> None:
    kept = drafted(
        "request/gone", "menu/main", "request/contact", "request/lost>place/code", "request/people>x/y"
    )
    state = resume_at(scripts, kept)
    there = replace(kept, at="request/contact", trail=("menu/main",))
    assert state == replace(there, resumed=True, earlier=("commune",))


def test_with_no_step_of_this_release_it_is_gone_on_with_where_the_script_says(scripts: Scripts) -> None:
    state = resume_at(scripts, drafted("request/gone", "request/lost"))
    assert state is not None
    assert (state.at, state.trail) == ("request/next", ("menu/main",))


@pytest.mark.parametrize(
    "kept",
    [
        drafted("gone/start"),
        drafted("menu/main"),
        drafted(""),
        drafted("request"),
        drafted("request/contact", draft=None),
    ],
    ids=["no such script", "keeps no draft", "nowhere", "no step", "no identity"],
)
def test_a_form_that_this_release_cannot_take_up_is_none(scripts: Scripts, kept: State) -> None:
    state = resume_at(scripts, kept)
    assert state is None or state.at == "request/next"


def test_no_more_lies_behind_than_back_can_undo(scripts: Scripts) -> None:
    state = resume_at(scripts, drafted("request/contact", *["request/people"] * TRAIL))
    assert state is not None
    assert len(state.trail) == TRAIL


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"7",
        b'{"at": 5, "language": "en"}',
        b'{"at": "request/contact"}',
        b'{"at": "request/contact", "language": "en", "trail": "x"}',
        b'{"at": "elsewhere/start", "language": "en", "draft": "d"}',
        b'{"at": "request/contact", "language": "en", "answers": [1]}',
    ],
)
async def test_a_draft_that_cannot_be_read_is_as_good_as_none(small_house: House, written: bytes) -> None:
    dara = await Talker(small_house).greeted()
    await keep(small_house, dara, written)
    again = await dara.cut_off()
    assert again.screen.spot == "menu/main"
    await again.press(ASK, "120109")
    assert await again.kept() == again.state, "and a new one takes its place"


async def test_a_draft_that_knows_more_than_this_release_is_gone_on_with(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await keep(
        small_house,
        dara,
        b'{"at":"request/contact","language":"en","draft":"d","answers":{"a":1},"mood":"new"}',
    )
    again = await dara.cut_off()
    await again.press("Continue")
    assert again.screen.spot == "request/contact"


async def test_a_draft_sealed_under_a_lost_key_is_as_good_as_none(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await small_house.drafts.put(Put(draft_key(dara.context.person), b"not sealed at all", 0, LIFETIME))
    assert (await dara.cut_off()).screen.spot == "menu/main"


async def keep(house: House, talker: Talker, plain: bytes) -> None:
    """Store `plain` as the talker's form."""
    key = draft_key(talker.context.person)
    sealed = house.services.drafts._sealer.seal(plain, table=TABLE, column=COLUMN, row=key)
    await house.drafts.put(Put(key, sealed, 0, LIFETIME))
