"""One touch of one officer's button under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.message import Message
from bot.officers.answer import Answer
from bot.officers.case import case_message
from bot.officers.tongue import Tongue
from bot.officers.touch import Touch
from bot.officers.worklist import worklist, worklist_message
from core.channels import Channel
from core.clock import Clock
from core.dossiers import Dossier
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import Stale
from core.working_days import day_of

CHANNEL = Channel.TELEGRAM


@dataclass(frozen=True)
class Job:
    """`officer` as they are now; `page`: the address of a request on the officers' page, empty if unknown."""

    queue: Queue
    clock: Clock
    officer: Officer
    touch: Touch
    say: Tongue
    page: Callable[[str], str]

    @property
    def url(self) -> str:
        """Of this request's page."""
        return self.page(self.touch.reference)

    async def dossier(self) -> Dossier:
        """The request, as the button saw it. Raises Unknown, Stale."""
        dossier = await self.queue.show(self.officer, self.touch.reference)
        if dossier.request.version != self.touch.version:
            raise Stale(dossier.request.version)
        return dossier

    async def shown(self, toast: str = "", reference: str = "") -> Answer:
        """The request as it is now. Raises Unknown."""
        found = await self.queue.show(self.officer, reference or self.touch.reference)
        url = self.page(found.request.reference)
        return self.answer(toast, case_message(found, self.officer, self.say, url))

    async def listed(self, toast: str = "") -> Answer:
        """Their list as it is now. Raises Unknown."""
        told = await worklist(self.queue, self.officer)
        return self.answer(toast, worklist_message(told, day_of(self.clock.now()), self.say))

    def answer(self, toast: str = "", message: Message | None = None) -> Answer:
        """An answer whose `toast` is to be said in the officer's language."""
        return Answer(self.say(toast) if toast else "", message)
