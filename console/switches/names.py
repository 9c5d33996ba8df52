"""Switches, reasons and slips in words."""

from __future__ import annotations

from collections.abc import Mapping

from console.tongue import Tongue
from core.channels import Channel
from core.switches import Fault, Reason, Switch, What
from flows.messages import N_
from flows.script import Scripts

REASONS: Mapping[Reason, str] = {
    Reason.FAULT: N_("A fault of the service"),
    Reason.UPKEEP: N_("Work on the service"),
    Reason.OVERLOAD: N_("More calls than the service can bear"),
    Reason.EMERGENCY: N_("An emergency, as a flood"),
    Reason.OFFICE_CLOSED: N_("The commune office is closed"),
    Reason.ORDERED: N_("By order of the ministry"),
    Reason.OVER: N_("The reason is over"),
    Reason.MISTAKE: N_("It was closed by mistake"),
}
FOR_OPENING = (Reason.OVER, Reason.MISTAKE, Reason.ORDERED)
FOR_CLOSING = tuple(reason for reason in Reason if reason not in (Reason.OVER, Reason.MISTAKE))

FAULTS: Mapping[Fault, str] = {
    Fault.EMPTY: N_("Say in a few words what is closed, and what to do instead."),
    Fault.LONG: N_("This is too long for one screen of a phone: {most} signs at most."),
    Fault.KEYS: N_("This looks like a key to press or a code to dial. Write it without."),
    Fault.PAYMENT: N_("Write no phone number, no other long number and no sum of money."),
    Fault.SIGNS: N_("A sign in this is not on every phone. Write letters, digits, commas and full stops."),
    Fault.LANGUAGE: N_("Write this in the language that the field names."),
    Fault.ADDRESS: N_("Write no address of a page or an account."),
    Fault.SECRET: N_("Never ask for a secret number, nor name it."),
    Fault.PAGES: N_("This takes more than one screen of a phone. Write less, and no unusual signs."),
}
_CHANNELS = {Channel.USSD: N_("Dialled calls (USSD)"), Channel.TELEGRAM: N_("Telegram")}
_INTAKE = N_("New requests from {place}")


def switch_name(switch: Switch, scripts: Scripts, _: Tongue) -> str:
    """What it closes."""
    if switch.what is What.AREA:
        return _(_INTAKE, place=_.whole_place(switch.code))
    if switch.what is What.CHANNEL:
        return _(_CHANNELS[Channel(switch.code)])
    script = scripts.scripts.get(switch.code)
    return _(script.title) if script else switch.code


def reasons(of: tuple[Reason, ...], _: Tongue) -> list[tuple[str, str]]:
    """To choose from."""
    return [(reason.value, _(REASONS[reason])) for reason in of]
