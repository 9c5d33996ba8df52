"""Forgetting who somebody is. All of it is part of a caller's transaction."""

from __future__ import annotations

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import Act, Entry
from core.reminders import wishes
from core.requests.storing import Store
from core.roles import Actor, ActorKind
from core.tables import people, pin_codes, pins, requests, telegram_accounts

_ACTS = {ActorKind.PERSON: Act.PERSON_PERSON_FORGOTTEN, ActorKind.SYSTEM: Act.SYSTEM_PERSON_FORGOTTEN}


async def has_phone(connection: AsyncConnection, person_id: str) -> bool:
    """Whether we know a number of theirs."""
    row = select(people.c.phone_lookup).where(people.c.id == person_id)
    return await connection.scalar(row) is not None


async def forget(
    store: Store, connection: AsyncConnection, person_id: str, actor: Actor, channel: str
) -> bool:
    """Forget number and languages, unless a request still needs them; whether there was any to forget."""
    theirs = requests.c.person_id == person_id, requests.c.answers_sealed.is_not(None)
    known = people.c.id == person_id, people.c.phone_lookup.is_not(None)
    nobody = {"phone_lookup": None, "phone_sealed": None, "language": None, "phone_language": None}
    forgetting = update(people).where(*known, ~exists().where(*theirs)).values(nobody)
    if not (await connection.execute(forgetting)).rowcount:
        return False
    await end_pins(connection, person_id)
    await end_reminders(connection, person_id)
    now = store.clock.now()
    await store.audit.write(connection, Entry(_ACTS[actor.kind], actor, now, channel, subject=person_id))
    return True


async def end_pins(connection: AsyncConnection, person_id: str) -> None:
    """No PIN of their phone opens anything any more, nor does a code that was issued for it."""
    for table in (pins, pin_codes):
        await connection.execute(table.delete().where(table.c.person_id == person_id))


async def end_reminders(connection: AsyncConnection, person_id: str) -> None:
    """Nobody is reminded of anything, nor was."""
    await wishes.forget(connection, person_id)


async def leave_telegram(connection: AsyncConnection, person_id: str) -> None:
    """Forget which Telegram account is theirs."""
    await connection.execute(telegram_accounts.delete().where(telegram_accounts.c.person_id == person_id))


async def is_on_telegram(connection: AsyncConnection, person_id: str) -> bool:
    """Whether a Telegram account is theirs."""
    bound = exists().where(telegram_accounts.c.person_id == person_id)
    return bool(await connection.scalar(select(bound)))
