"""Who is calling, and in which language."""

from __future__ import annotations

from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.wording.catalogue import LANGUAGES


@registry.doing("people.recognise", "known", "unknown")
async def recognise(context: Context, action: Action) -> Outcome:
    """Looks the caller up by number; `known` once they chose a language."""
    person = await context.services.people.find(context.caller)
    if person is None or person.language not in LANGUAGES:
        return Outcome("unknown")
    context.person_id = person.id
    return Outcome("known", language=person.language)


@registry.doing("people.speak", "done", needs="language")
async def speak(context: Context, action: Action) -> Outcome:
    """Remembers the language in `language`, and the person with it."""
    return await _remember(context, str(action.given["language"]))


@registry.doing("people.switch_language", "done")
async def switch_language(context: Context, action: Action) -> Outcome:
    """Goes on in the other language, from now on."""
    following = LANGUAGES[(LANGUAGES.index(context.language) + 1) % len(LANGUAGES)]
    return await _remember(context, following)


async def _remember(context: Context, language: str) -> Outcome:
    person = await context.services.people.remember(context.caller, language)
    context.person_id = person.id
    return Outcome("done", language=language)
