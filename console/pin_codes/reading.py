"""Reads the form of the page."""

from __future__ import annotations

from dataclasses import dataclass

from console.forms import Form
from core import phones
from core.registry import cards
from flows.messages import N_


@dataclass(frozen=True, repr=False)
class Wanted:
    """For whom a code is wanted: `phone` in E.164, `card` as it was typed; `lost`: the former phone is."""

    phone: str
    card: str
    lost: bool


def wanted(form: Form) -> Wanted:
    """Raises Mistyped."""
    typed = form.needed("phone", N_("Type the number of the phone."))
    phone = phones.parse(typed) if typed else None
    if typed and phone is None:
        form.wrong["phone"] = form.tongue(N_("That is no phone number. Look at each digit again."))
    card = form.needed("card", N_("Type the number on the card."))
    if card and not cards.last_digits(card):
        form.wrong["card"] = form.tongue(N_("That is no number of a card. Look at each digit again."))
    if form.text("here") != "yes":
        form.wrong["here"] = form.tongue(N_("Make a code only for who is here with the card."))
    form.check()
    return Wanted(phone or "", card, form.text("lost") == "yes")
