"""Who is calling, and in which language."""

from __future__ import annotations

from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.wording.catalogue import LANGUAGES, LATIN


@registry.doing("people.recognise", "known", "unknown", "unsure", newcomer="unknown")
async def recognise(context: Context, action: Action) -> Outcome:
    """Looks the caller up by number; `known` once they chose a language, or where there is none to choose.

    `unsure`: they chose Khmer, and nothing tells yet that they could read it on this phone.
    """
    people = context.services.people
    person = await people.find(context.caller)
    if not context.khmer:
        person = person or await people.remember(context.caller)
        context.person_id = person.id
        return Outcome("known", language=LATIN)
    if person is None or person.language not in LANGUAGES:
        return Outcome("unknown")
    context.person_id = person.id
    if context.own_letters:
        return Outcome("known", language=person.language)
    asked = person.language == LATIN or person.phone_language is not None
    sure = asked or await _has_answered(context)
    return Outcome("known" if sure else "unsure", language=person.phone_language or person.language)


async def _has_answered(context: Context) -> bool:
    """Whether they got through the questions of a form: then they could read them, and need not be asked."""
    if await context.services.drafts.load(context.person):
        return True
    requests = await context.services.requests.of(context.person)
    return any(request.filed_by is None for request in requests)  # what an officer wrote down proves nothing


@registry.doing("people.phone_shows", "done", needs="letters", takes={"letters": ("yes", "no")})
async def phone_shows(context: Context, action: Action) -> Outcome:
    """Remembers whether this phone shows the `letters` of the language that was chosen ("yes" or "no")."""
    language = context.language if action.given["letters"] == "yes" else LATIN
    await context.services.people.shows(context.person, language)
    return Outcome("done", language=language)


@registry.doing("people.speak", "done", needs="language", takes={"language": LANGUAGES})
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
    if person.phone_language is not None and not context.own_letters:
        await context.services.people.shows(person.id, None)  # another phone, perhaps: asked anew
    return Outcome("done", language=language)
