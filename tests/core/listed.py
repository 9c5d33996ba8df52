"""What stands in an officer's line."""

from __future__ import annotations

from collections.abc import Iterable

from core.lists import EVERYTHING, Filter
from core.officers import Officer
from core.queue import Queue
from core.requests.request import Request
from core.requests.states import State


async def listed(
    queue: Queue, officer: Officer, states: Iterable[State] | None = None, limit: int = 200
) -> list[Request]:
    """The first of the line of their area in these states (all open ones if unsaid). Raises Unknown."""
    wanted = EVERYTHING if states is None else Filter(states=frozenset(states))
    return list((await queue.lists.page(officer, wanted, size=limit)).requests)
