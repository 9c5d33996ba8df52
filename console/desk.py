"""What the officers' pages need of the floors below, put together once by app/house.py."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from core.clock import Clock
from core.officers import Officers
from core.people import People
from core.places import Gazetteer
from core.queue import Queue
from core.requests.household import Requests
from core.working_days import WorkingDays
from flows.wording import Words


@dataclass(frozen=True)
class Desk:
    """Core as the pages see it. `demo`: every page says that all is invented."""

    queue: Queue
    requests: Requests
    people: People
    places: Gazetteer
    officers: Officers
    clock: Clock
    days: WorkingDays
    words: Words
    demo: bool = False


DESK = web.AppKey("desk", Desk)
