"""Answers what an officer sends to the bot: a code that binds, /work, and the touch of a button."""

from __future__ import annotations

from collections.abc import Callable

from bot.message import Message
from bot.officers import phrases, touch
from bot.officers.answer import Answer
from bot.officers.deeds import DEEDS
from bot.officers.job import CHANNEL, Job
from bot.officers.tongue import Tongue, in_each
from bot.officers.touch import Touch
from bot.officers.worklist import worklist, worklist_message
from bot.updates import Command, Tap
from core.clock import Clock
from core.mornings import AT
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import NotAllowed, Stale, Unknown
from core.requests.leases import EXPIRED
from core.telegram_codes import LASTS, started
from core.telegram_officers import Bound, NotBound, TelegramOfficers
from core.working_days import day_of
from flows.wording import LANGUAGES, Words

_WHY = {"out_of_turn": phrases.FIRST_OTHERS, EXPIRED: phrases.LOST}


class OfficerDesk:
    """Looks up at each call whose account it is. `page`: as in Job. Raises StoreUnavailable alone."""

    def __init__(
        self,
        telegrams: TelegramOfficers,
        queue: Queue,
        words: Words,
        clock: Clock,
        page: Callable[[str], str],
    ) -> None:
        self._telegrams = telegrams
        self._queue = queue
        self._words = words
        self._clock = clock
        self._page = page

    async def command(self, happening: Command) -> Message | None:
        """What follows a command; None for one that is no officer's affair, or from nobody who is one."""
        match happening.name:
            case "bind":
                return await self.bind(happening.account, happening.argument)
            case "start":
                code = started(happening.argument)
                return await self.bind(happening.account, code) if code else None
            case "work":
                return await self._work(happening.account)
        return None

    async def tap(self, happening: Tap) -> Answer | None:
        """What follows a touch; None for a button that is none of an officer's message."""
        if not touch.is_ours(happening.data):
            return None
        officer = await self._telegrams.officer_of(happening.account)
        if officer is None:
            said = in_each(self._words, phrases.NOT_CONNECTED)
            return Answer(said, Message(said))
        say, read = Tongue(self._words, officer.language), touch.read(happening.data)
        return await self._done(officer, say, read) if read else _unknown(say)

    async def bind(self, account: int, code: str) -> Message:
        """Bind the account to whose code it is, and say so; or say what to do."""
        if not code.strip():
            return Message(in_each(self._words, phrases.ASK_CODE))
        bound = await self._telegrams.bind(account, code)
        if isinstance(bound, NotBound):
            bound = await self._just_bound(account) or bound
        if isinstance(bound, Bound):
            return self._bound(bound)
        if not bound.wait:
            return Message(in_each(self._words, phrases.WRONG_CODE))
        tongues = [Tongue(self._words, language) for language in LANGUAGES]
        return Message("\n".join(say(phrases.WAIT, minutes=say.wait(bound.wait)) for say in tongues))

    async def knows(self, account: int) -> bool:
        """Whether it is an officer's."""
        return await self._telegrams.officer_of(account) is not None

    async def blocked(self, account: int) -> None:
        """The account takes nothing from us any more: it is no officer's now."""
        await self._telegrams.blocked(account)

    async def _just_bound(self, account: int) -> Bound | None:
        """Telegram repeats what it had no answer to: the code is used up, and did its work a moment ago."""
        officer = await self._telegrams.officer_of(account)
        since = await self._telegrams.bound_since(officer.id) if officer else None
        return Bound(officer) if officer and since and self._clock.now() - since < LASTS else None

    def _bound(self, bound: Bound) -> Message:
        say = Tongue(self._words, bound.officer.language)
        lines = [say(phrases.BOUND, username=bound.officer.username, time=f"{AT:%H:%M}")]
        if bound.moved:
            lines.append(say(phrases.MOVED))
        if bound.took:
            lines.append(say(phrases.TOOK))
        return Message("\n".join(lines))

    async def _work(self, account: int) -> Message | None:
        officer = await self._telegrams.officer_of(account)
        if officer is None:
            return None
        try:
            told = await worklist(self._queue, officer)
        except Unknown:  # disabled at this very moment
            return None
        return worklist_message(told, day_of(self._clock.now()), Tongue(self._words, officer.language))

    async def _done(self, officer: Officer, say: Tongue, read: Touch) -> Answer:
        job = Job(self._queue, self._clock, officer, read, say, self._page)
        try:
            return await self._tried(job)
        except Unknown:
            return _unknown(say)

    async def _tried(self, job: Job) -> Answer:
        try:
            return await DEEDS[job.touch.deed](job)
        except Stale:
            return await job.shown("" if await _was_this(job) else phrases.CHANGED)
        except NotAllowed as refused:
            return await job.shown(_WHY.get(refused.why, phrases.NOT_NOW))


async def _was_this(job: Job) -> bool:
    """Whether it was this very touch that changed the request: Telegram repeats what it had no answer to."""
    steps = (await job.queue.show(job.officer, job.touch.reference)).steps
    made = [step for step in steps if step.version == job.touch.version + 1]
    return any(step.actor == job.officer.actor and step.channel == CHANNEL for step in made)


def _unknown(say: Tongue) -> Answer:
    """The same for what is not there, lies elsewhere, or was never a button of ours."""
    said = say(phrases.UNKNOWN)
    return Answer(said, Message(said))
