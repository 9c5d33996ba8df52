"""How the values of settings are written, and what is refused. A ValueError says what is wrong and the mend.

No message repeats the value: it may be a secret.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import time
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from core.clocks import Clocks
from core.database_url import database_url
from core.decent_hours import DecentHours
from core.registry.dci.dialect import dialect
from core.registry.dci.keys import private_key, public_key
from core.requests.states import State
from core.working_days import WorkingDays
from flows.offices import LONGEST_NUMBER
from ussd.networks import read_profiles

_PATH_SEGMENT = re.compile(r"[A-Za-z0-9_-]+")
_BOT_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{10,100}", re.ASCII)
_SMS_SENDER = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]{0,10}|\+?[0-9]{3,15}")
_PARTY = re.compile(r"[A-Za-z0-9._:/#-]{1,99}")
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
LONGEST_WEBHOOK_SECRET = 256
_SERVICE_CODE = re.compile(r"\*\d{1,6}(\*\d{1,6})*#", re.ASCII)
_COMMUNE = re.compile(r"\d{5,6}", re.ASCII)
_NUMBER = re.compile(f"[+0-9][0-9 ()/-]{{2,{LONGEST_NUMBER - 1}}}")  # as shown; a hotline has three or four
_REDIS = {"redis", "rediss", "unix"}

Check = Callable[[str], object]
"""Raises ValueError for a text that will not do."""


def listed(value: Any) -> Any:
    """`a, b` as ("a", "b"); anything but text is left as it is."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def paired(value: Any) -> Any:
    """`a=1, b=2` as {"a": "1", "b": "2"}; anything but text is left as it is."""
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in listed(value)]
    names = [name.strip() for name, _, _ in pairs]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError("write name=value, several with commas between")
    if len(set(names)) < len(names):
        raise ValueError("a name stands twice: give each once")
    return {name.strip(): given.strip() for name, _, given in pairs}


def path_segment(secret: str) -> None:
    """A secret that may stand in an address."""
    if not _PATH_SEGMENT.fullmatch(secret):
        raise ValueError("a secret is letters A-Z a-z, digits, - and _ only, since it stands in an address")


def bot_token(token: str) -> None:
    """What @BotFather gives: the bot's number, a colon and the key."""
    if not _BOT_TOKEN.fullmatch(token):
        raise ValueError("a bot's token is digits, a colon and letters A-Z a-z, digits, - and _")


def webhook_secret(secret: str) -> None:
    """What Telegram may send along."""
    if not 1 <= len(secret) <= LONGEST_WEBHOOK_SECRET or not _PATH_SEGMENT.fullmatch(secret):
        raise ValueError("Telegram takes 1 to 256 letters A-Z a-z, digits, - and _")


def webhook_url(text: str) -> str:
    """An address that Telegram can reach: https, or plain http on this machine alone."""
    parts = urlsplit(text)
    if text and (not _is_safe(parts) or parts.path != "/telegram"):
        raise ValueError("no address that begins with https:// and ends with /telegram")
    return text


def api_url(text: str) -> str:
    """A Bot API server, which is told the token: https, or plain http on this machine alone."""
    if not _is_safe(urlsplit(text)):
        raise ValueError("no address that begins with https://")
    return text.rstrip("/")


def sms_url(text: str) -> str:
    """A gateway for texts, which is told every number: https, or plain http on this machine alone."""
    parts = urlsplit(text)
    if text and (not _is_safe(parts) or parts.query or parts.fragment):
        raise ValueError("no address that begins with https:// and ends with a path")
    return text.rstrip("/")


def sms_sender(text: str) -> str:
    """A name of up to eleven signs that begins with a letter, or a number (3GPP TS 23.040, 9.1.2.5)."""
    if text and not _SMS_SENDER.fullmatch(text):
        raise ValueError("a sender is up to 11 letters A-Z a-z and digits, or a number of up to 15 digits")
    return text


def hours(value: Any) -> Any:
    """`08:00-19:00` as decent hours."""
    if not isinstance(value, str):
        return value
    opens, _, closes = value.partition("-")
    try:
        return DecentHours(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    except ValueError:
        raise ValueError("write two times of one day with a stroke between") from None


def registry_url(text: str) -> str:
    """A registry, which is told who asks for whom: https, or plain http on this machine alone."""
    parts = urlsplit(text)
    if text and (not _is_safe(parts) or parts.query or parts.fragment):
        raise ValueError("no address that begins with https:// and ends with a path")
    return text.rstrip("/")


def party(text: str) -> str:
    """An id that two sides agreed on."""
    if text and not _PARTY.fullmatch(text):
        raise ValueError("an id is up to 99 letters A-Z a-z, digits and . _ : / # -")
    return text


def signing_key(path: Path) -> Path:
    """A file with our key."""
    try:
        private_key(path)
    except OSError as error:
        raise ValueError(f"the file cannot be read ({type(error).__name__})") from None
    return path


def public_keys(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the registry."""
    for each in texts:
        public_key(each)
    return texts


def dci_dialect(text: str) -> str:
    """A dialect's name, and what differs from it."""
    dialect(text)
    return text


def _is_safe(parts: SplitResult) -> bool:
    """Whether nobody can read what goes there."""
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in _THIS_MACHINE


def pattern(text: str) -> str:
    """A regular expression."""
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"that is no regular expression ({error})") from None
    return text


def service_code(text: str) -> str:
    """What is dialled."""
    if not _SERVICE_CODE.fullmatch(text):
        raise ValueError("a service code begins with *, ends with # and has digits and * between")
    return text


def stored_in(address: str) -> None:
    """The address of a database."""
    database_url(address)


def drafted_in(address: str) -> None:
    """The address of a Redis or Valkey server."""
    if urlsplit(address).scheme not in _REDIS:
        raise ValueError("the address begins with redis://, rediss:// (TLS) or unix://")


def possible_targets(targets: dict[State, int]) -> dict[State, int]:
    """Working days by state."""
    Clocks(WorkingDays(), targets)
    return targets


def by_state(value: Any) -> Any:
    """`QUEUED=3, assigned=5` as {"queued": "3", "assigned": "5"}."""
    pairs = paired(value)
    return {name.lower(): days for name, days in pairs.items()} if isinstance(value, str) else pairs


def networks_file(value: Any) -> Any:
    """The screens' budgets by network code, from a file like `ussd/networks.toml`."""
    if not isinstance(value, str | Path):
        return value
    try:
        return read_profiles(Path(value))
    except OSError as error:
        raise ValueError(f"the file cannot be read ({type(error).__name__})") from None
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the file is not TOML: {error}") from None


def networks(value: Any) -> Any:
    """`10.0.0.0/8, 192.0.2.7` as networks; a bare address is a network of one."""
    try:
        return tuple(ip_network(part) if isinstance(part, str) else part for part in listed(value))
    except ValueError:
        raise ValueError("a network is an address, a slash and its length, with no bits behind it") from None


def holidays_in(path: Path) -> Path:
    """A file of holidays that can be read."""
    try:
        WorkingDays.load(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"the file cannot be read ({type(error).__name__})") from None
    return path


def known_offices(path: Path) -> Path:
    """A file of offices that can be read."""
    offices_in(path)
    return path


def offices_in(path: Path) -> dict[str, str]:
    """Phone numbers by commune: a CSV file with the columns `commune` (the six-digit code) and `phone`.

    A code that a spreadsheet has shortened (`10203`) gets its zero back.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            if not {"commune", "phone"} <= set(table.fieldnames or ()):
                raise ValueError("the first line of the file must be: commune,phone")
            return dict(_office(row, table.line_num) for row in table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"the file cannot be read as CSV ({type(error).__name__})") from None


def _office(row: Mapping[str, str | None], line: int) -> tuple[str, str]:
    commune, phone = ((row[column] or "").strip() for column in ("commune", "phone"))
    if not _COMMUNE.fullmatch(commune):
        raise ValueError(f"line {line} of the file: a commune has a code of six digits")
    if not _NUMBER.fullmatch(phone):
        raise ValueError(f"line {line} of the file: that is not a phone number")
    return commune.zfill(6), phone


def public_url(text: str) -> str:
    """An address of http or https without a path."""
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")):
        raise ValueError("no address that begins with https:// and ends with the host")
    return text.rstrip("/")
