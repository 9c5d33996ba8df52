"""The token in each form: it shows that a page of ours, shown to this very officer, was sent.

Signed in, it is `session.signature`, the signature over session and officer. So a form that was shown in an
earlier session of the same officer is told apart from one that another made: the first is kept and shown
again, the second refused. Not signed in, it is the signature over the random number of the visit's cookie.
"""

from __future__ import annotations

from enum import Enum, auto

from aiohttp import web

from console.entrance import cookies
from console.entrance.desk import Entrance, entrance_of
from core.accounts import tokens
from core.accounts.sessions import Session

FIELD = "csrf"
_OFFICERS = "form of an officer"
_VISITORS = "form of a visitor"
_VISIT = "visit"


class Verdict(Enum):
    """What a form's token says of it."""

    OURS = auto()
    EARLIER = auto()
    FOREIGN = auto()


def token_for(entrance: Entrance, session: Session) -> str:
    """For the forms of this session."""
    return _officers(entrance, session.id, session.officer.id)


def visitors_token(request: web.Request) -> str:
    """For the forms of who is not signed in; gives the browser its random number where it has none."""
    signatures = entrance_of(request).signatures
    number = signatures.unwrap(_VISIT, cookies.read(request, cookies.VISIT))
    if not number:
        number = tokens.new()
        cookies.keep(request, cookies.VISIT, signatures.wrap(_VISIT, number))
    return signatures.sign(_VISITORS, number)


def judge_visitor(request: web.Request, told: str) -> Verdict:
    """Of a form of who is not signed in."""
    signatures = entrance_of(request).signatures
    number = signatures.unwrap(_VISIT, cookies.read(request, cookies.VISIT))
    return Verdict.OURS if number and signatures.fits(_VISITORS, number, told) else Verdict.FOREIGN


def judge(entrance: Entrance, session: Session, told: str) -> Verdict:
    """Of a form of a session that lives."""
    if not _fits(entrance, told, session.officer.id):
        return Verdict.FOREIGN
    return Verdict.OURS if told.partition(".")[0] == session.id else Verdict.EARLIER


async def officer_of(entrance: Entrance, told: str) -> str | None:
    """To whom the form was shown, by a session that has ended; None for a token that we did not make."""
    officer_id = await entrance.accounts.sessions.owner_of(told.partition(".")[0])
    return officer_id if officer_id and _fits(entrance, told, officer_id) else None


def _officers(entrance: Entrance, session_id: str, officer_id: str) -> str:
    return f"{session_id}.{entrance.signatures.sign(_OFFICERS, session_id + officer_id)}"


def _fits(entrance: Entrance, told: str, officer_id: str) -> bool:
    session_id, _, signature = told.partition(".")
    return told.isascii() and entrance.signatures.fits(_OFFICERS, session_id + officer_id, signature)
