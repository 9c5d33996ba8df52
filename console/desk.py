"""What the officers' pages need of the floors below, put together once by app/house.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from aiohttp import web

from core.accounts.accounts import Accounts
from core.acts import AreaAct
from core.audit.story import AuditReader
from core.clock import Clock
from core.disclosure import Disclosure
from core.funnel.figures import Funnel
from core.officers import Officer, Officers
from core.people import People
from core.places import Gazetteer
from core.policy import may_in
from core.queue import Queue
from core.requests.household import Requests
from core.sms_spending import SmsSpending
from core.switches import Switches
from core.working_days import day_of
from flows.script import Scripts
from flows.wording import Words

CheckMessages: TypeAlias = Callable[[Mapping[str, str]], None]
"""Raises BadMessage for one of the messages, by language, that takes more than one screen of some phone."""


@dataclass(frozen=True)
class Desk:
    """Core as the pages see it. `demo`: every page says that all is invented."""

    queue: Queue
    requests: Requests
    people: People
    places: Gazetteer
    officers: Officers
    accounts: Accounts
    audit: AuditReader
    clock: Clock
    words: Words
    scripts: Scripts
    funnel: Funnel
    disclosure: Disclosure
    sms_spending: SmsSpending
    switches: Switches
    closed_screens: CheckMessages
    demo: bool = False

    def today(self) -> date:
        """The day it is in Cambodia."""
        return day_of(self.clock.now())

    def takes(self, officer: Officer) -> bool:
        """Whether they work on requests themselves."""
        return may_in(officer, AreaAct.FILE)


DESK = web.AppKey("desk", Desk)
