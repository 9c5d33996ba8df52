"""What an officer asked a household, and its answer."""

from __future__ import annotations

from core.requests.errors import InvalidFiling, NotAllowed, Stale, Unknown
from core.requests.questions import Reply
from core.requests.states import State
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action


@registry.doing("questions.waiting", "none", "asked", gives="request", newcomer="none")
async def waiting(context: Context, action: Action) -> Outcome:
    """Whether a request of the caller stands still until they answer; the first one that does."""
    requests = await context.services.requests.of(context.person)
    asked = next((request for request in requests if request.state is State.NEEDS_INFO), None)
    return Outcome("asked", {"request": asked.id}) if asked else Outcome("none")


@registry.doing(
    "questions.look",
    "yes_no",
    "number",
    "come_to_office",
    "none",
    needs="request",
    gives="question asked",
)
async def look(context: Context, action: Action) -> Outcome:
    """The question open on `request`, by how it may be answered."""
    try:
        question = await context.services.requests.question(context.person, str(action.given["request"]))
    except Unknown:
        question = None
    if question is None:
        return Outcome("none")
    return Outcome(question.kind.value, {"question": question.text, "asked": question.version})


@registry.doing(
    "questions.answer",
    *("answered", "changed", "unknown"),
    needs="request asked reply",
    takes={"reply": Reply},
)
async def answer(context: Context, action: Action) -> Outcome:
    """Gives `reply` to the question of version `asked`; `changed` where it is another question by now."""
    asked = action.given["asked"]
    try:
        await context.services.requests.answer_question(
            context.person,
            str(action.given["request"]),
            str(action.given["reply"]),
            channel=context.channel,
            asked=int(asked) if isinstance(asked, int) else None,
        )
    except (Stale, NotAllowed, InvalidFiling):
        return Outcome("changed")
    except Unknown:
        return Outcome("unknown")
    return Outcome("answered")
