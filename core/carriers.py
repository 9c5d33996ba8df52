"""By what a notice goes: Telegram where the person wants it, else a text where they let us send one."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import Channel
from core.notices import NoticeKind
from core.requests.request import Contact, Request
from core.tables import notices, reminder_wishes, requests, telegram_accounts

_ON_TELEGRAM = select(
    exists().where(
        telegram_accounts.c.person_id == bindparam("person"), telegram_accounts.c.silenced.is_(None)
    )
)


class Carrier(StrEnum):
    """What carries a notice."""

    SMS = "sms"
    TELEGRAM = "telegram"


async def carrier_of(connection: AsyncConnection, request: Request, kind: NoticeKind) -> Carrier | None:
    """What carries a notice on this request; None: the household must be called, or comes by itself.

    Their own Telegram account is nobody else's phone, so that it takes news also from who wants no texts. The
    receipt of what was filed there stands in their chat already.
    """
    if await _on_telegram(connection, request.person_id):
        received = kind is NoticeKind.REQUEST_RECEIVED and request.channel == Channel.TELEGRAM
        return None if received else Carrier.TELEGRAM
    return text_to(request)


def text_to(request: Request) -> Carrier | None:
    """SMS, if the household lets us send texts."""
    return Carrier.SMS if request.contact is Contact.CALL_AND_TEXT else None


async def carrier_to(connection: AsyncConnection, person_id: str, *, by_text: bool) -> Carrier | None:
    """What carries to a person what belongs to no request; `by_text`: whether texts are safe there."""
    if await _on_telegram(connection, person_id):
        return Carrier.TELEGRAM
    return Carrier.SMS if by_text else None


async def carrier_of_code(connection: AsyncConnection, person_id: str) -> Carrier | None:
    """What tells a person that a code was made for them: by text unless they said that texts are not safe."""
    refused = await connection.scalar(select(_texts_refused(person_id)))
    return await carrier_to(connection, person_id, by_text=not refused)


def may_text() -> ColumnElement[bool]:
    """Whether a notice of the outbox may go as a text, by what the person said of texts to this phone.

    Of a request, where they said so with it; a reminder, where they said so as they asked for it. That a code
    was made for them they are told unless they said that texts are not safe.
    """
    said = requests.c.contact == Contact.CALL_AND_TEXT
    with_request = exists().where(requests.c.id == notices.c.request_id, said)
    wish = reminder_wishes.c.person_id == notices.c.person_id
    with_wish = exists().where(wish, reminder_wishes.c.by_text, notices.c.kind == NoticeKind.REMINDER)
    made = notices.c.kind == NoticeKind.CODE_MADE
    return or_(with_request, with_wish, and_(made, ~_texts_refused(notices.c.person_id)))


def unwanted() -> ColumnElement[bool]:
    """Whether the person said no to a notice of the outbox after it was written."""
    wish = reminder_wishes.c.person_id == notices.c.person_id
    reminder, made = (notices.c.kind == kind for kind in (NoticeKind.REMINDER, NoticeKind.CODE_MADE))
    with_request = exists().where(
        requests.c.id == notices.c.request_id, requests.c.contact != Contact.CALL_AND_TEXT
    )
    by_text = or_(
        with_request,
        and_(reminder, ~exists().where(wish, reminder_wishes.c.by_text)),
        and_(made, _texts_refused(notices.c.person_id)),
    )
    stopped = and_(reminder, ~exists().where(wish))
    return or_(and_(notices.c.channel == Carrier.SMS, by_text), stopped)


def _texts_refused(person_id: ColumnElement[str] | str) -> ColumnElement[bool]:
    """Whether a person said that texts to this phone are not safe: with an open request, or for reminders."""
    open_one = requests.c.person_id == person_id, requests.c.ended_at.is_(None)
    with_request = exists().where(*open_one, requests.c.contact != Contact.CALL_AND_TEXT)
    wish = reminder_wishes.c.person_id == person_id
    return or_(with_request, exists().where(wish, ~reminder_wishes.c.by_text))


async def _on_telegram(connection: AsyncConnection, person_id: str) -> bool:
    return bool(await connection.scalar(_ON_TELEGRAM, {"person": person_id}))
