"""Every address of the console, for handlers and templates alike (there as `at`)."""

from __future__ import annotations

ROOT = "/console"
HOME = ROOT + "/"
STATIC = HOME + "static/"
LANGUAGE = HOME + "language"

SIGN_IN = HOME + "sign-in"
CODE = SIGN_IN + "/code"
SIGN_OUT = HOME + "sign-out"
AGAIN = HOME + "again"
HELD = HOME + "held/"
LINK = HOME + "link/"

FIND = HOME + "find"
TAKE_NEXT = HOME + "take_next"
REQUESTS = HOME + "requests"
COUNTER = HOME + "counter"
PIN_CODES = HOME + "pin-codes"
OVERVIEW = HOME + "overview"
FUNNEL = HOME + "funnel"
MESSAGES = HOME + "messages"
SWITCHES = HOME + "switches"
PROGRAMMES = HOME + "programmes"
STATISTICS = HOME + "statistics"

FIGURES = HOME + "figures"
FIGURES_FILE = FIGURES + "/file"

ACCOUNT = HOME + "account"
PASSWORD = ACCOUNT + "/password"
SECOND_FACTOR = ACCOUNT + "/second-factor"
RECOVERY_CODES = ACCOUNT + "/recovery-codes"
END_SESSION = ACCOUNT + "/sessions/end"
END_OTHERS = ACCOUNT + "/sessions/end-others"
TELEGRAM = ACCOUNT + "/telegram"
TELEGRAM_UNBIND = TELEGRAM + "/unbind"

OFFICERS = HOME + "officers"
NEW_OFFICER = OFFICERS + "/new"


def request(reference: str, page: str = "", done: str = "") -> str:
    """The page of a request, or one below it; `done`: what it is to say was just done."""
    return _done(_below(REQUESTS, reference, page), done)


def officer(officer_id: str, page: str = "", done: str = "") -> str:
    """The page of an officer's account, or one below it."""
    return _done(_below(OFFICERS, officer_id, page), done)


def code_message(notice_id: str) -> str:
    """Where the message that a code was made is sent again; below it, set aside."""
    return _below(MESSAGES, "codes", notice_id)


def figures(topic: str) -> str:
    """The page of some figures."""
    return _below(FIGURES, topic)


def phone(name: str) -> str:
    """What a phone filed, by its pseudonym."""
    return _below(FIGURES, "phones", name)


def switch(word: str, page: str = "", done: str = "") -> str:
    """The page of a switch (core.switches), or one below it."""
    return _done(_below(SWITCHES, word, page), done)


def _below(*parts: str) -> str:
    return "/".join(filter(None, parts))


def _done(address: str, done: str) -> str:
    return f"{address}?done={done}" if done else address
