"""Filing a request: what is still to be asked, whether one stands open already, and the filing itself."""

from __future__ import annotations

from core.requests.errors import OpenAlready, TooManyHelped
from core.requests.filing import Filing
from core.requests.kinds import Ask
from core.requests.request import Contact, Request
from flows.actions.form import KINDS, SPARE, TAKES, WHOSE, Form, kind_of
from flows.actions.registry import registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action

_ASKED = "commune consent whose helper_role helper_consent programmes matter contact people needs"
ANSWERS = f"kind {_ASKED}"


@registry.doing(
    "requests.what_is_missing",
    *_ASKED.split(),
    "nothing",
    "nothing_of_a_card",
    needs=ANSWERS,
    gives=" ".join(SPARE),
    asks="commune consent whose contact people needs",
    spares=" ".join(SPARE),
    takes=TAKES,
)
async def what_is_missing(context: Context, action: Action) -> Outcome:
    """The first question that must still be asked of this `kind`. In a hurry, only what suffices to file.

    Then `nothing`; `nothing_of_a_card` where the kind asks for other things than who lives there. A commune
    named before the line dropped, to which nobody agreed, is asked for: the agreement would tell it.
    """
    form = Form.read(action.given, context.services.places)
    missing = form.missing()
    if missing[:1] == ["consent"] and "commune" in context.earlier:
        return Outcome("commune")
    spared = SPARE if _in_a_hurry(context) else ()
    asked = [name for name in missing if name not in spared]
    # what another release wrote and this one does not understand is as if it had not been said
    done = "nothing" if KINDS[form.kind].asks_for(Ask.PEOPLE) else "nothing_of_a_card"
    return Outcome(asked[0] if asked else done, {name: None for name in missing if name in SPARE})


@registry.doing("requests.who_sees", "commune", "above", needs="kind", newcomer="commune")
async def who_sees(context: Context, action: Action) -> Outcome:
    """Whether the commune sees a request of this `kind`, or only who is above it."""
    return Outcome("above" if KINDS[kind_of(action.given)].above_commune else "commune")


@registry.doing("requests.whose_home", *WHOSE, needs="whose", takes={"whose": WHOSE})
async def whose_home(context: Context, action: Action) -> Outcome:
    """Whether the form is for the caller's own home or for one that they help."""
    return Outcome("helped" if action.given["whose"] == "helped" else "own")


def _in_a_hurry(context: Context) -> bool:
    elapsed = context.services.clock.now() - context.started_at
    late = context.resumed or elapsed.total_seconds() > context.services.short_path_after
    return context.timed and late


@registry.doing(
    "requests.find_open",
    *("none", "own", "full"),
    needs="kind",
    gives="own_reference whose",
    newcomer="none",
)
async def find_open(context: Context, action: Action) -> Outcome:
    """Whether the caller has an open request of this `kind` of their own, and may help with another.

    With `none` the form is for their own home.
    """
    standing = [r for r in await context.services.requests.of(context.person) if not r.ended]
    kind = kind_of(action.given)
    own = next((request for request in standing if request.own and request.kind == kind), None)
    if own is None:
        return Outcome("none", {"whose": "own"})
    helped = sum(not request.own for request in standing)
    if helped >= context.services.requests.helper_limit:
        return Outcome("full")
    return Outcome("own", {"own_reference": own.reference})


@registry.doing(
    "requests.submit",
    *("filed", "filed_come", "filed_above", "own", "full", "incomplete"),
    needs=f"{ANSWERS} village card_end",
    gives="own_reference reference",
    newcomer="filed filed_come filed_above",
    takes=TAKES,
    once=True,
)
async def submit(context: Context, action: Action) -> Outcome:
    """Files the request exactly once.

    `filed_come` where nobody may call; `filed_above` what the commune does not see.
    """
    filing = _filing(context, action)
    if filing is None:
        return Outcome("incomplete")
    try:
        filed = await context.services.requests.submit(filing)
    except OpenAlready as error:
        return Outcome("own", {"own_reference": error.own.reference})
    except TooManyHelped:
        return Outcome("full")
    context.discard_draft = True
    return _receipt(filed.request)


def _receipt(request: Request) -> Outcome:
    name = "filed_come" if request.contact is Contact.NONE else "filed"
    above = KINDS[request.kind].above_commune
    return Outcome("filed_above" if above else name, {"reference": request.reference})


def _filing(context: Context, action: Action) -> Filing | None:
    """What is to be filed; None where something is missing without which it can't be."""
    form = Form.read(action.given, context.services.places)
    if form.commune is None or form.contact is None or set(form.missing()) - set(SPARE):
        return None
    return Filing(
        idempotency_key=action.key,
        person_id=context.person,
        own=not form.helped,
        helper_role=form.helper_role if form.helped else None,
        commune=form.commune,
        contact=form.contact,
        kind=form.kind,
        people=form.told(Ask.PEOPLE),
        needs=form.told(Ask.NEEDS),
        programmes=form.told(Ask.PROGRAMMES),
        matter=form.told(Ask.MATTER),
        card_last4=form.told(Ask.CARD_LAST4),
        village=form.village,
        consents=tuple(filter(None, (form.consent, form.helper_consent if form.helped else None))),
        channel=context.channel,
        language=context.language,
    )
