"""What each button does, through core, as the officer who touched it. Each raises what core refuses with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from bot.officers import phrases
from bot.officers.answer import Answer
from bot.officers.appointment import day_of_button, days_message, moment_of_button, times_message
from bot.officers.case import hands_back, schedules
from bot.officers.handing_back import reason_of_button, sure_message
from bot.officers.job import CHANNEL, Job
from bot.officers.touch import Deed
from bot.officers.worklist import held
from core.acts import Act
from core.lists import Filter
from core.requests.errors import Unknown
from core.requests.facts import Facts
from core.requests.request import Interview, InterviewPlace
from core.requests.states import State


async def _work(job: Job) -> Answer:
    return await job.listed()


async def _see(job: Job) -> Answer:
    return await job.shown()


async def _take(job: Job) -> Answer:
    touch = job.touch
    await job.queue.take(job.officer, touch.reference, channel=CHANNEL, version=touch.version)
    return await job.shown(phrases.TAKEN)


async def _next(job: Job) -> Answer:
    """Of two touches of one button the second finds that they hold one more, and takes nothing."""
    if job.touch.extra != str(await held(job.queue, job.officer)):
        taken_before = await _taken_before(job)
        return await job.shown(reference=taken_before) if taken_before else await job.listed(phrases.CHANGED)
    taken = await job.queue.take_next(job.officer, channel=CHANNEL)
    if taken is None:
        return await job.listed(phrases.NOBODY_WAITS)
    return await job.shown(phrases.TAKEN, taken.reference)


async def _taken_before(job: Job) -> str:
    """What this very button took, by reference: Telegram repeats what it had no answer to. Empty for nothing.

    They hold one more than it says, and the one that came to them last came by Telegram.
    """
    mine = (await job.queue.lists.page(job.officer, Filter(holder=job.officer.id))).requests
    if job.touch.extra != str(len(mine) - 1):
        return ""
    last = max(mine, key=lambda each: each.state_since)
    step = (await job.queue.show(job.officer, last.reference)).steps[-1]
    by_touch = step.source is State.QUEUED and step.actor == job.officer.actor and step.channel == CHANNEL
    return last.reference if by_touch else ""


async def _days(job: Job) -> Answer:
    dossier = await job.dossier()
    if not schedules(dossier):
        return await job.shown(phrases.PAGE_ONLY)
    days = job.queue.interview_days(dossier.request)
    return job.answer(message=days_message(dossier.request, days, job.say, job.url))


async def _times(job: Job) -> Answer:
    dossier = await job.dossier()
    day = day_of_button(job.touch.extra, job.queue.interview_days(dossier.request))
    if day is None or not schedules(dossier):
        return await job.shown(phrases.PAGE_ONLY)
    return job.answer(message=times_message(dossier.request, day, job.say, job.url))


async def _set(job: Job) -> Answer:
    dossier = await job.dossier()
    at = moment_of_button(job.touch.extra, job.queue.interview_days(dossier.request))
    if at is None or not schedules(dossier):
        return await job.shown(phrases.PAGE_ONLY)
    facts = Facts(interview=Interview(at, InterviewPlace.OFFICE))
    touch = job.touch
    await job.queue.do(
        job.officer, touch.reference, Act.SCHEDULE, channel=CHANNEL, version=touch.version, facts=facts
    )
    return await job.shown(phrases.IS_SET)


async def _back(job: Job) -> Answer:
    dossier = await job.dossier()
    if not hands_back(dossier, job.officer):
        return await job.shown(phrases.NOT_NOW)
    return job.answer(message=sure_message(dossier.request, job.say, job.url))


async def _give(job: Job) -> Answer:
    dossier, reason = await job.dossier(), reason_of_button(job.touch.extra, job.say)
    if reason is None:
        raise Unknown
    if not hands_back(dossier, job.officer):
        return await job.shown(phrases.NOT_NOW)
    touch = job.touch
    await job.queue.do(
        job.officer, touch.reference, Act.HAND_BACK, channel=CHANNEL, version=touch.version, reason=reason
    )
    return await job.shown(phrases.HANDED_BACK)


DEEDS: Mapping[Deed, Callable[[Job], Awaitable[Answer]]] = MappingProxyType(
    {
        Deed.WORK: _work,
        Deed.NEXT: _next,
        Deed.SEE: _see,
        Deed.TAKE: _take,
        Deed.DAYS: _days,
        Deed.TIMES: _times,
        Deed.SET: _set,
        Deed.BACK: _back,
        Deed.GIVE: _give,
    }
)
