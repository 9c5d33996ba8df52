"""What an officer does in a shift: takes the next of the line, and works on what the line says is theirs."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from core.requests.request import Outcome
from core.working_days import CAMBODIA
from tests.month.household import Household
from tests.month.plan import Post
from tests.month.tablet import Page, Tablet

_COLLEAGUE = re.compile(r'<option value="([0-9a-f]{32})"[^>]*>([^<]+)<')


@dataclass
class Worker:
    """One officer at work. `homes` by reference: whether somebody comes to the interview is theirs to say."""

    post: Post
    tablet: Tablet
    chance: Random
    homes: dict[str, Household]
    elsewhere: Sequence[str]
    misses: dict[str, int]
    _ways: dict[str, Callable[[Page], Awaitable[object]]] = field(init=False)

    def __post_init__(self) -> None:
        self._ways = {
            "Set the interview": self._begin,
            "Set another day": self._other_day,
            "Write down the interview": self._hold,
            "Call again, set another day": self._try_again,
            "Write down the decision": self._decide,
            "Ask for the card": lambda page: self._do(page, "order_card"),
            "Write down that the card is here": self._card,
            "Hand out the card": lambda page: self._do(page, "card_collected"),
            "Close the request": lambda page: self._do(page, "close"),
        }

    async def take(self, batch: str) -> None:
        """As many as one takes in a shift."""
        for _ in range(self.post.takes):
            if await self.tablet.take_next(batch) is None:
                return

    async def pass_over(self) -> None:
        """What the lazy do besides: the first that waits is left to others."""
        pages = await self.tablet.leaf("/console/?show=waiting")
        if pages[0].references():
            page = await self.tablet.case(pages[0].references()[0])
            await self._do(page, "skip", reason="I do not know that village <b>=cmd</b>")

    async def work(self) -> None:
        """Each request that waits for this officer, one step."""
        wanted = self._steps(await self.tablet.leaf("/console/?show=mine"))
        if self.post.username.startswith("chief"):
            wanted |= self._steps(await self.tablet.leaf("/console/?show=decide"))
            wanted |= self._steps(await self.tablet.leaf("/console/?show=card"))
        for reference, words in wanted.items():
            way = self._ways.get(words)
            page = await self.tablet.case(reference) if way else None
            if way and page and page.status == 200:
                await way(page)

    def _steps(self, pages: Sequence[Page]) -> dict[str, str]:
        return {reference: words for page in pages for reference, words in page.steps().items()}

    async def _begin(self, page: Page) -> None:
        lot = self.chance.random()
        if lot < 0.08:
            await self._do(page, "ask", reason="Do you live there all year?", answer="yes_no")
        elif lot < 0.11 and self.elsewhere:
            await self._do(page, "transfer", commune=self.chance.choice(self.elsewhere), reason="Lives there")
        elif lot < 0.14:
            await self._do(page, "hand_back", reason="I am ill")
        elif lot < 0.18:
            await self._hand_over(page)
        else:
            await self._schedule(page)
        if lot > 0.9:
            await self._do(await self.tablet.case(_of(page)), "note", reason="Beside the pagoda")

    async def _hand_over(self, page: Page) -> None:
        colleagues = _COLLEAGUE.findall(page.text)
        if colleagues:
            officer, name = self.chance.choice(colleagues)
            await self._do(page, "hand_over", officer=officer, to=name)

    async def _schedule(self, page: Page, **more: str) -> None:
        """Some day soon; on a day off only after being asked once more."""
        day = self._today() + timedelta(days=self.chance.randint(1, 5))
        told = {"day": f"{day:%d/%m/%Y}", "time": "10:00", "place": self.chance.choice(["office", "home"])}
        if not await self._do(page, "schedule", **told, **more):
            page = await self.tablet.case(_of(page))
            await self._do(page, "schedule", **told, **more, any_day="yes")

    async def _other_day(self, page: Page) -> None:
        await self._schedule(page, reason="The household asked for it")

    async def _hold(self, page: Page) -> None:
        home = self.homes[_of(page)]
        if home.chance.random() < home.shows_up:
            await self._do(page, "interviewed", tablet=f"OD-{_of(page)}")
        elif await self._do(page, "missed"):
            self.misses[_of(page)] = self.misses.get(_of(page), 0) + 1

    async def _try_again(self, page: Page) -> None:
        if self.misses.get(_of(page), 0) < 3 or not await self._do(page, "give_up", reason="Three times"):
            await self._schedule(page)

    async def _decide(self, page: Page) -> None:
        outcome = self.chance.choice([*Outcome])
        await self._do(page, "decide", outcome=outcome, reason="By the criteria")

    async def _card(self, page: Page) -> None:
        if self.chance.random() < 0.4:
            await self._do(page, "card_ready")

    async def _do(self, page: Page, act: str, **fields: str) -> bool:
        return await self.tablet.do(page, act, **fields)

    def _today(self) -> date:
        return self.tablet.clock.now().astimezone(CAMBODIA).date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Cambodia."""
    return datetime.combine(day, time(hour, minute), CAMBODIA)


def _of(page: Page) -> str:
    return page.path.rsplit("/", 1)[1]
