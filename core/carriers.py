"""By what a notice goes: Telegram where the person wants it, else a text where they let us send one."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.channels import Channel
from core.notices import NoticeKind
from core.requests.request import Contact, Request
from core.tables import telegram_accounts


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


async def _on_telegram(connection: AsyncConnection, person_id: str) -> bool:
    wanted = telegram_accounts.c.person_id == person_id, telegram_accounts.c.silenced.is_(None)
    return bool(await connection.scalar(select(exists().where(*wanted))))
