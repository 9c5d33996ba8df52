"""What the outbox has for SMS goes through a gateway, each text once or never."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

import structlog

from core.carriers import Carrier
from core.outbox import Notice, NotSending, Outbox
from core.outbox import Status as Ended
from core.people import People, PersonUnknown
from core.sms_spending import SmsSpending
from core.unavailable import StoreUnavailable
from flows.notices import notice_text
from flows.wording import Words
from ussd.sms.outcome import Accepted, Outcome, Refused, SmsSender
from ussd.sms.parts import parts

log = structlog.get_logger(__name__)

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
"""Before what surely did not go is tried again; doubled each time."""
MOST_TRIES = 30
"""More than two days of decent hours: a gateway may be down over a weekend."""
LOST = timedelta(minutes=5)
"""After which a text in hand is taken for lost with its process; a call takes half a minute at most."""
OVERDUE = timedelta(days=3)
"""After which what was never taken, for want of a gateway or of money, has failed."""


class _NoRoom(Exception):
    """The day's limit has no room for this text."""


class HouseholdTexts:
    """Sends what waits in the outbox for SMS, in so many lanes, beside any number of other workers."""

    def __init__(
        self,
        outbox: Outbox,
        people: People,
        sender: SmsSender,
        spending: SmsSpending,
        words: Words,
        code: str,
        lanes: int = 8,
    ) -> None:
        self._outbox = outbox
        self._people = people
        self._sender = sender
        self._spending = spending
        self._words = words
        self._code = code
        self._lanes = lanes

    async def send(self) -> int:
        """Send what is due; how many were taken in hand. What a dead process held may have gone."""
        await self._outbox.give_up_lost(LOST)
        if not await self._spending.has_room():
            return 0
        told = await asyncio.gather(*(self._lane() for _ in range(self._lanes)), return_exceptions=True)
        if broken := [each for each in told if isinstance(each, BaseException)]:
            raise broken[0]
        return sum(each for each in told if isinstance(each, int))

    async def _lane(self) -> int:
        sent = 0
        while await _finished(self._next()):
            sent += 1
        return sent

    async def _next(self) -> bool:
        """Take one and see it through; whether to go on to the next."""
        taken = await self._outbox.take(Carrier.SMS, 1)
        for notice in taken:
            try:
                await self._tried(notice)
            except _NoRoom:
                return False
            except NotSending:
                log.info("sms.notice_settled_elsewhere")
        return bool(taken)

    async def _tried(self, notice: Notice) -> None:
        """One that breaks before it went, which is a bug, waits like one that did not go."""
        try:
            phone = await self._people.phone_of(notice.person_id)
            text = notice_text(self._words, notice.language, notice.kind, notice.params, self._code)
        except PersonUnknown:
            return await self._outbox.settle(notice, Ended.FAILED, fault="no_number")
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("sms.notice_broke")
            return await self._later(notice, "broke")
        return await self._sent(notice, phone, text)

    async def _sent(self, notice: Notice, phone: str, text: str) -> None:
        day = await self._spending.reserve(parts(text))
        if day is None:
            await self._outbox.put_back_in_place(notice, "limit")
            raise _NoRoom
        outcome = await self._sender.send(phone, text)
        if isinstance(outcome, Refused):
            await self._spending.give_back(day, parts(text))
        return await self._ended(notice, outcome)

    async def _ended(self, notice: Notice, outcome: Outcome) -> None:
        if isinstance(outcome, Accepted):
            return await self._outbox.settle(notice, Ended.SENT, message_id=outcome.message_id)
        if not isinstance(outcome, Refused):
            return await self._outbox.settle(
                notice, Ended.MAYBE_SENT, fault=outcome.fault, message_id=outcome.message_id
            )
        if outcome.again:
            return await self._later(notice, outcome.fault)
        return await self._outbox.settle(notice, Ended.FAILED, fault=outcome.fault)

    async def _later(self, notice: Notice, fault: str) -> None:
        if notice.round >= MOST_TRIES:
            return await self._outbox.settle(notice, Ended.FAILED, fault=fault)
        return await self._outbox.put_back(notice, wait_before(notice.round + 1), fault=fault)


def wait_before(tried: int) -> timedelta:
    """How long to wait before that try: the second comes after a minute."""
    return min(FIRST_WAIT * (1 << min(tried - 2, 10)), LONGEST_WAIT)


async def _finished(work: Awaitable[T]) -> T:
    """Its result; who is cancelled meanwhile sees it through: a text in hand would end as maybe sent."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
