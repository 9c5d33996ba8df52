"""The server: one address, each message judged, answered once and signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from app.dci_server.answer import Answers
from app.dci_server.finding import find
from app.dci_server.groups import group
from app.dci_server.holdings import Holdings
from app.dci_server.question import genuine, read
from app.dci_server.refusals import NotTaken, Rejected
from core.clock import Clock
from core.registry.dci.profile import Profile
from core.registry.dci.seen import Seen
from core.registry.dci.signing import Verifier
from core.registry.dci.wire import PATH

LARGEST = 64 * 1024


@dataclass(frozen=True)
class DciServer:
    """`verifier`: of the one who may ask."""

    holdings: Holdings
    answers: Answers
    verifier: Verifier
    clock: Clock
    profile: Profile = field(default_factory=Profile)
    seen: Seen = field(default_factory=Seen)
    tell: Callable[[str], None] = lambda line: None
    """Is told in a line how each message was answered: code words and counts, nothing personal."""

    def app(self) -> web.Application:
        """To be served."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(PATH, self._search)
        return app

    def reply(self, raw: bytes) -> bytes:
        """The answer to a message. Raises NotTaken."""
        now = self.clock.now()
        envelope = genuine(raw, self.verifier, self.answers.parties, now)
        try:
            question = read(envelope, self.answers.dialect)
            if not self.seen.is_first(question.message_id, now):
                raise Rejected("rjct.message_id.duplicate", whole=True)
        except Rejected as rejected:
            self.tell(f"message refused: {rejected.code}")
            return self.answers.message_rejection(envelope, rejected, now)
        try:
            found = find(self.holdings, question.criteria, self.profile)
        except Rejected as rejected:
            self.tell(f"search refused: {rejected.code}")
            return self.answers.rejection(question, rejected, now)
        self.tell(f"search answered: {len(found)} found")
        page = [group(each, self.profile) for each in found[: question.page_size]]
        return self.answers.records(question, page, len(found), now)

    async def _search(self, request: web.Request) -> web.Response:
        try:
            if request.content_type != "application/json":
                raise NotTaken("err.request.bad", 415)
            body, status = self.reply(await request.read()), 200
        except NotTaken as fault:
            self.tell(f"message not taken: {fault.code}")
            body, status = self.answers.not_taken(fault, self.clock.now()), fault.status
        return web.Response(body=body, status=status, content_type="application/json", charset="utf-8")
