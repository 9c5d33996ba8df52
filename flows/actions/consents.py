"""Recording that somebody agreed: to which text, when, by which channel."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from core.consents import Consent, version_of
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.steps.step import Saying
from flows.values import Json


@registry.doing("consents.record", "recorded", needs="commune step save", alone=True)
async def record(context: Context, action: Action) -> Outcome:
    """Keeps in the answer `save` that the text of `step` was agreed to, for this `commune`."""
    step = context.services.scripts.step(str(action.given["step"]))
    if not isinstance(step, Saying):
        raise LookupError(f"{step.spot} says nothing to agree to")
    given: dict[str, Json] = {
        # the words themselves: a release between here and the sending may change them
        "text": context.services.words.text(context.language, _shown(step, context)),
        "language": context.language,
        "channel": context.channel,
        "at": f"{context.services.clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "about": action.given["commune"],
    }
    return Outcome("recorded", {str(action.given["save"]): given})


def _shown(step: Saying, context: Context) -> str:
    return step.texts.roomiest if context.roomy else step.texts.full


def about(answer: Json) -> Json:
    """The commune that the consent in `answer` names."""
    return answer.get("about") if isinstance(answer, dict) else None


def consent_of(answer: Json, purpose: str) -> Consent:
    """The consent that `record` kept as an answer. Raises KeyError, TypeError or ValueError for none."""
    kept = cast("dict[str, str]", answer)
    return Consent(
        purpose=purpose,
        version=version_of(kept["text"]),
        text=kept["text"],
        language=kept["language"],
        channel=kept["channel"],
        at=datetime.fromisoformat(kept["at"]),
    )
