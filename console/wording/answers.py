"""What a household told, in words."""

from __future__ import annotations

from collections.abc import Mapping

from console.tongue import Tongue
from console.wording import kinds
from console.wording.circumstances import HEAD, HEADS, SHOCK, SHOCKS
from core.channels import Channel
from core.requests.kinds import Ask
from core.requests.request import Answers, AskFor, Contact, HelperRole, InterviewPlace, Need, Request
from flows.messages import N_

NEEDS = {
    Need.DISABILITY: N_("person with a disability"),
    Need.OLDER: N_("person aged 60 or more"),
    Need.PREGNANT: N_("pregnant woman"),
    Need.INFANT: N_("child under two"),
}
CONTACTS = {
    Contact.CALL_AND_TEXT: N_("Call or send a text"),
    Contact.CALL_ONLY: N_("Call only, send no text"),
    Contact.NONE: N_("Do not call, send no text"),
}
HELPERS = {
    HelperRole.RELATIVE: N_("a relative"),
    HelperRole.NEIGHBOUR: N_("a neighbour"),
    HelperRole.LOCAL_OFFICIAL: N_("a village or commune official"),
    HelperRole.ORGANISATION: N_("an organisation"),
}
ASK_FOR = {
    AskFor.ME: N_("the one who filed"),
    AskFor.OTHER_ADULT: N_("any adult of the household"),
}
INTERVIEW_PLACES = {
    InterviewPlace.OFFICE: N_("at the commune office"),
    InterviewPlace.HOME: N_("at the household's home"),
}
CHANNELS: Mapping[str, str] = {
    Channel.USSD: N_("by dialling"),
    Channel.TELEGRAM: N_("by Telegram"),
    Channel.CONSOLE: N_("at the counter"),
    Channel.COUNTER: N_("at the counter"),
    Channel.TERMINAL: N_("by the terminal"),
}


def told(request: Request, _: Tongue) -> list[tuple[str, str]]:
    """Every answer with its heading, in the order of the form."""
    answers = request.answers
    said = [(_("Commune or sangkat"), _.whole_place(request.commune))]
    if answers is None:
        return said
    said.extend(_asked(request, answers, _))
    said.extend(_identity(request, _))
    said.append((_("Village"), _.place(answers.village) if answers.village else _("not told")))
    if Ask.PEOPLE in kinds.of(request.kind).asks:
        said.append((_("People in the home"), str(answers.people) if answers.people else _("not asked")))
    if Ask.NEEDS in kinds.of(request.kind).asks:
        said.append((_("Who needs care"), needs(request, _)))
    said.append((_("Filed by"), filed_by(request, _)))
    said.append((_("How to reach them"), _(CONTACTS[request.contact])))
    said.append((_("Whom to ask for"), _(ASK_FOR[answers.ask_for]) if answers.ask_for else _("not told")))
    said.append((_("Speaks"), _("Khmer") if request.language == "km" else _("English")))
    return said


def _asked(request: Request, answers: Answers, _: Tongue) -> list[tuple[str, str]]:
    """What forms of its kind alone ask."""
    asks, said = kinds.of(request.kind).asks, []
    if Ask.PROGRAMMES in asks:
        programmes = kinds.named(answers.programmes or (), _)
        said.append((_("Programmes asked for"), _.all_of(programmes) or _("not asked")))
    if Ask.MATTER in asks:
        said.append((_("What is wrong"), kinds.matter(request.kind, answers.matter, _) or _("not told")))
    if Ask.CARD_LAST4 in asks:
        said.append((_("Last four digits of the card"), answers.card_last4 or _("not told")))
    return said


def needs(request: Request, _: Tongue) -> str:
    """Who in the home needs care."""
    told = request.answers.needs if request.answers else None
    if told is None:
        return _("not asked")
    return _.all_of([_(NEEDS[need]) for need in Need if need in told]) or _("no one")


def filed_by(request: Request, _: Tongue) -> str:
    """Who filed it, and how."""
    who = _("the household itself") if request.own else _(HELPERS[request.helper_role or HelperRole.RELATIVE])
    channel = CHANNELS.get(request.channel)
    return _("{who}, {how}", who=who, how=_(channel)) if channel else who


def _identity(request: Request, _: Tongue) -> list[tuple[str, str]]:
    """What an officer wrote down, of what there is."""
    known = request.identity
    said = [
        (_("Name"), known.name),
        (_("Name of the helper"), known.helper_name),
        (_("Number of the card"), known.card),
        (_("Number of the identity card"), known.id_number),
        (_("Interview on the tablet"), known.tablet),
        (_(HEAD), _(HEADS[known.head]) if known.head else None),
        (_(SHOCK), _(SHOCKS[known.shock]) if known.shock else None),
    ]
    return [(heading, value) for heading, value in said if value]
