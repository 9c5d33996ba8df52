"""Reads the form of the counter: what an officer takes down of a household."""

from __future__ import annotations

from enum import StrEnum

from console.counter import consent
from console.counter.asking import asked, kind_of
from console.desk import Desk
from console.forms import Form
from console.tongue import LANGUAGES
from core import phones
from core.channels import Channel
from core.counter import CounterFiling
from core.officers import Officer
from core.places.place import Level
from core.requests.request import Contact, HelperRole, Identity
from core.requests.typed import says_something
from flows.messages import N_

OWN = "own"


class Spoken(StrEnum):
    """How the household speaks with the officer."""

    COUNTER = Channel.COUNTER
    CALL = Channel.CALL


def commune_of(officer: Officer, form: Form) -> str:
    """The officer's own commune, or the one that they typed where they work in more than one."""
    only = only_commune(officer)
    if only:
        return only
    typed = form.needed("commune", N_("Type the commune's name or its six digits."))
    place = form.commune(typed) if typed else None
    return place.code if place else ""


def only_commune(officer: Officer) -> str:
    """The code of the commune, of an officer of one; empty for all others."""
    codes = [area for area in officer.areas if len(area) == Level.COMMUNE]
    return codes[0] if len(officer.areas) == 1 and codes else ""


def filing(desk: Desk, officer: Officer, form: Form) -> CounterFiling:
    """What to file. Raises Mistyped."""
    channel = form.one_of("channel", Spoken, N_("Choose how the household speaks with you."))
    role = _helper(form)
    phone = _phone(form)
    contact = _contact(form, phone)
    language = form.text("language") if form.text("language") in LANGUAGES else "km"
    commune = commune_of(officer, form)
    kind = kind_of(form)
    told = asked(form, kind)
    _check_names(form, role)
    if form.text("agreed") != "yes":
        form.wrong["agreed"] = form.tongue(N_("Read the text aloud. File only if the household agrees."))
    form.check()
    return CounterFiling(
        form=form.text("form"),
        phone=phone,
        own=role is None,
        commune=commune,
        contact=contact,
        consent=consent.given(desk.words, kind, language, str(channel), desk.clock.now()),
        language=language,
        helper_role=role,
        identity=_identity(form, role),
        kind=kind.code,
        people=told.people,
        needs=told.needs,
        programmes=told.programmes,
        matter=told.matter,
        card_last4=told.card_last4,
        village=form.text("village") or None,
    )


def _helper(form: Form) -> HelperRole | None:
    if form.text("who") == OWN:
        return None
    return form.one_of("who", HelperRole, N_("Choose who speaks for the household."))


def _check_names(form: Form, role: HelperRole | None) -> None:
    """An own request is found again by a name or a phone, a helped one by its helper's name."""
    if role and not says_something(form.text("helper_name")):
        form.wrong["helper_name"] = form.tongue(N_("Give the helper's name."))
    elif role is None and not says_something(form.text("name")) and not form.text("phone"):
        form.wrong["name"] = form.tongue(N_("Give the household's name or a phone number."))


def _phone(form: Form) -> str | None:
    typed = form.text("phone")
    phone = phones.parse(typed) if typed else None
    if typed and phone is None:
        form.wrong["phone"] = form.tongue(N_("That is no phone number. Look at each digit again."))
    return phone


def _contact(form: Form, phone: str | None) -> Contact:
    if phone is None and not form.text("phone") and form.text("contact") in ("", *Contact):
        return Contact.NONE
    return form.one_of("contact", Contact, N_("Choose how the household may be reached.")) or Contact.NONE


def _identity(form: Form, role: HelperRole | None) -> Identity:
    return Identity(
        name=form.text("name") or None,
        helper_name=(form.text("helper_name") or None) if role else None,
        card=form.text("card") or None,
        id_number=form.text("id_number") or None,
    )
