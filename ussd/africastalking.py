"""Africa's Talking: the form it posts for a turn and for the end of a session (PROTOCOLS.md, 1.1 and 1.2).

The callback is not signed: the secret in its path is all that tells the gateway from anybody else, and
nothing in the form is believed before its shape was checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qsl

from core import phones
from ussd.counts import ENDINGS
from ussd.dial import Dial

GATEWAY = "africastalking"
HOP = "at-ussd-hop-metadata"
"""The header of a reply that names its step: up to 99 characters, no `|` (PROTOCOLS.md, 1.1)."""
MOST_BYTES = 4096
"""The longest body read."""
LONGEST_TEXT = 1024
"""The longest transcript, in bytes of UTF-8."""
MOST_FIELDS = 20

_SESSION = re.compile(r"[\x21-\x7e]{1,128}")
_SERVICE_CODE = re.compile(r"\*[0-9*]{1,30}#")
_NETWORK = re.compile(r"[0-9A-Za-z]{0,16}")  # empty where the gateway does not know it


class Malformed(Exception):
    """The form is not one that this gateway posts; the message never repeats what stood in it."""


class NoNumber(Exception):
    """The form is in order, but its caller is nobody we could call back."""

    def __init__(self, network: str) -> None:
        super().__init__()
        self.network = network


def fields(body: bytes) -> dict[str, str]:
    """The form's fields by name. Raises Malformed for a field that stands twice, or what is no form."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise Malformed("not a form in UTF-8") from error
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("a field stands twice")
    return found


def read_dial(form: Mapping[str, str]) -> Dial:
    """The turn that the form tells of. Raises Malformed, or NoNumber for a caller without a usable number."""
    session = _matching(form, "sessionId", _SESSION)
    service_code = _matching(form, "serviceCode", _SERVICE_CODE)
    network = _matching(form, "networkCode", _NETWORK)
    text = _field(form, "text")
    if len(text.encode()) > LONGEST_TEXT:
        raise Malformed("text is too long")
    caller = _field(form, "phoneNumber")
    # E.164 with its plus: a plus that came unescaped is a space here, and is not mended by guessing
    if not phones.is_e164(caller):
        raise NoNumber(network)
    return Dial(GATEWAY, session, caller, network, service_code, tuple(text.split("*")) if text else ())


def _field(form: Mapping[str, str], name: str) -> str:
    if name not in form:
        raise Malformed(f"{name} is missing")
    return form[name]


def _matching(form: Mapping[str, str], name: str, pattern: re.Pattern[str]) -> str:
    value = _field(form, name)
    if not pattern.fullmatch(value):
        raise Malformed(f"{name} has another shape")
    return value


@dataclass(frozen=True)
class Ending:
    """What is read of an end-of-session event: nothing that the household typed, saw or is called by.

    By `session` the door finds what it knew itself; it is not kept.
    """

    status: str
    hops: int | None
    milliseconds: int | None
    session: str
    network: str = ""
    gateway: str = GATEWAY

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Self:
        """The event, redacted. Raises Malformed without a session and status."""
        session = _matching(form, "sessionId", _SESSION)
        status = _field(form, "status")
        network = form.get("networkCode", "")
        return cls(
            status=status if status in ENDINGS else "other",
            hops=_count(form.get("hopsCount", "")),
            milliseconds=_count(form.get("durationInMillis", "")),
            session=session,
            network=network if _NETWORK.fullmatch(network) else "",
        )


def _count(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
