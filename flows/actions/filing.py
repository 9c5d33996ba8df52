"""Filing a request: what is still to be asked, whether one stands open already, and the filing itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from core.requests.errors import OpenAlready, TooManyHelped
from core.requests.filing import Filing
from core.requests.request import AskFor, Contact, HelperRole, Need, Request
from flows.actions.consents import consent_of
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.values import Json

SPARE = ("people", "needs")
"""Left out when time is short: the officer can ask for them (SCREENS.md, "Order of the request")."""


@registry.doing(
    "requests.what_is_missing",
    "commune",
    "consent",
    "whose",
    "helper_role",
    "helper_consent",
    "contact",
    "people",
    "needs",
    "nothing",
)
async def what_is_missing(context: Context, action: Action) -> Outcome:
    """The first question that must still be asked. In a hurry, only what suffices to file."""
    missing = _missing(action.given)
    if _in_a_hurry(context):
        missing = [name for name in missing if name not in SPARE]
    return Outcome(missing[0] if missing else "nothing")


def _missing(answers: Mapping[str, Json]) -> list[str]:
    needed = ["commune", "consent", "whose"]
    if answers["whose"] == "helped":
        needed += ["helper_role", "helper_consent"]
    needed += ["contact", *SPARE]
    return [name for name in needed if not _answered(name, answers)]


def _answered(name: str, answers: Mapping[str, Json]) -> bool:
    if name in ("consent", "helper_consent"):
        # an agreement names a place: another commune needs another agreement
        kept = answers[name]
        return isinstance(kept, dict) and kept["about"] == answers["commune"]
    return answers[name] is not None


def _in_a_hurry(context: Context) -> bool:
    if context.resumed:
        return True
    elapsed = context.services.clock.now() - context.started_at
    return context.timed and elapsed.total_seconds() > context.services.short_path_after


@registry.doing("requests.find_open", "none", "own", "full")
async def find_open(context: Context, action: Action) -> Outcome:
    """Whether the caller has an open request of their own, and may help with another."""
    standing = [r for r in await context.services.requests.of(context.person) if not r.ended]
    own = next((request for request in standing if request.own), None)
    if own is None:
        return Outcome("none")
    helped = sum(not request.own for request in standing)
    full = helped >= context.services.requests.helper_limit
    return Outcome("full" if full else "own", {"own_reference": own.reference})


@registry.doing("requests.submit", "filed", "filed_come", "own", "full", "incomplete")
async def submit(context: Context, action: Action) -> Outcome:
    """Files the request exactly once; `filed_come` where nobody may call."""
    missing = [name for name in _missing(action.given) if name not in SPARE]
    if missing:
        return Outcome("incomplete")
    try:
        filed = await context.services.requests.submit(_filing(context, action))
    except OpenAlready as error:
        return Outcome("own", {"own_reference": error.own.reference})
    except TooManyHelped:
        return await find_open(context, action)
    context.discard_draft = True
    return _receipt(filed.request)


def _receipt(request: Request) -> Outcome:
    name = "filed_come" if request.contact is Contact.NONE else "filed"
    return Outcome(name, {"reference": request.reference})


def _filing(context: Context, action: Action) -> Filing:
    given = action.given
    helped = given["whose"] == "helped"
    consents = [consent_of(given["consent"])]
    if helped:
        consents.append(consent_of(given["helper_consent"]))
    return Filing(
        idempotency_key=action.key,
        person_id=context.person,
        own=not helped,
        helper_role=HelperRole(str(given["helper_role"])) if helped else None,
        commune=str(given["commune"]),
        contact=Contact(str(given["contact"])),
        people=cast("int | None", given["people"]),
        needs=_needs(given["needs"]),
        village=cast("str | None", given.get("village")),
        ask_for=AskFor(str(given["ask_for"])) if given.get("ask_for") else None,
        consents=tuple(consents),
        channel=context.channel,
        language=context.language,
    )


def _needs(answer: Json) -> frozenset[Need] | None:
    return None if answer is None else frozenset(Need(str(need)) for need in cast("list[str]", answer))
