"""Unfinished forms: finding, resuming, beginning and forgetting one."""

from __future__ import annotations

from collections.abc import Mapping

from core import chance
from core.requests.kinds import ASSESSMENT
from flows.actions.form import ABOUT, CARD_END, TAKES, kind_of
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.resuming import resume_at
from flows.screen import Action
from flows.state import State
from flows.values import Json

_ABOUT = " ".join(ABOUT)
_GIVEN = f"{_ABOUT} {CARD_END}"
_KINDS = {"kind": TAKES["kind"]}


@registry.doing("drafts.find", "none", "unfinished", newcomer="none")
async def find(context: Context, action: Action) -> Outcome:
    """Whether the caller was cut off in the middle of a form."""
    return Outcome("unfinished" if await _resumed(context) else "none")


@registry.doing("drafts.resume", "gone")
async def resume(context: Context, action: Action) -> Outcome:
    """Goes on with the form; `gone` where its day was over meanwhile."""
    state = await _resumed(context)
    return Outcome("resumed", resume=state) if state else Outcome("gone")


async def _resumed(context: Context) -> State | None:
    kept = await context.services.drafts.load(context.person)
    return resume_at(context.services.scripts, kept.state) if kept else None


@registry.doing(
    "drafts.find_for",
    *("none", "unfinished", "another"),
    needs=f"kind {CARD_END}",
    tells=CARD_END,
    newcomer="none",
    takes=_KINDS,
)
async def find_for(context: Context, action: Action) -> Outcome:
    """The same for who wants a request of a `kind`; `another`: they were cut off in one of another kind."""
    kept = await _resumed(context)
    if kept is None:
        return Outcome("none")
    if kind_of(kept.answers) == kind_of(action.given):
        return Outcome("unfinished")
    return Outcome("another", told=_card(action))


@registry.doing("drafts.begin", "begun", needs=_GIVEN, gives=_ABOUT, tells=CARD_END, takes=_KINDS)
async def begin(context: Context, action: Action) -> Outcome:
    """A new form, with an identity of its own, about what is known of it before."""
    return Outcome("begun", _about(action.given), told=_card(action), draft=chance.identifier())


@registry.doing("drafts.discard", "discarded", needs=_GIVEN, gives=_ABOUT, tells=CARD_END)
async def discard(context: Context, action: Action) -> Outcome:
    """Forgets the form, as the caller wished. What the next one is to be about stays: its kind, at least."""
    kept = await _resumed(context) if action.given["kind"] is None else None
    context.discard_draft = True
    about = _about(kept.answers if kept else action.given)
    return Outcome("discarded", about, told=_card(action), draft=chance.identifier())


def _card(action: Action) -> dict[str, Json]:
    """Goes along into whichever script follows."""
    end = action.given[CARD_END]
    return {} if end is None else {CARD_END: end}


def _about(answers: Mapping[str, Json]) -> dict[str, Json]:
    """What an assessment is, goes without saying: a form is to stay small."""
    known = {name: answers.get(name) for name in ABOUT if name != "kind"} | {"kind": kind_of(answers)}
    return {name: answer for name, answer in known.items() if answer not in (None, ASSESSMENT)}
