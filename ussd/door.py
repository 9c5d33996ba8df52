"""Answers one dial: judges its transcript, walks the conversation, and keeps everything before it replies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import structlog

from core.drafts.port import Conflict
from core.locks import Locks
from core.lookups import Lookups
from core.unavailable import StoreUnavailable
from flows.context import Context, Services
from flows.engine import start
from flows.keeping import form_now
from flows.runner import Runner
from flows.unvarying import unvarying_screens
from flows.wording import LANGUAGES
from ussd.counts import Counts
from ussd.dial import Dial, OfSession, Reply
from ussd.dialogue import Dialogue, Said
from ussd.footfall import Footfall
from ussd.languages import Languages
from ussd.memory import Memory, Remembered
from ussd.phrases import Polite
from ussd.screens import Typesetter
from ussd.turns import Begin, GoOn, Refuse, Repeat, Why, judge, transcript
from ussd.typesetting import Profile
from ussd.walk import Walk, Walked

log = structlog.get_logger(__name__)

CHANNEL = "ussd"
ATTEMPTS = 4
"""Tries at one turn while another process answers the same phone."""


@dataclass(frozen=True)
class Limits:
    """`reply`: seconds within which a phone gets an answer, waiting included (PROTOCOLS.md, 1.1)."""

    reply: float = 5.0


class Door:
    """The dial-up door, whichever gateway stands before it."""

    def __init__(
        self,
        services: Services,
        runner: Runner,
        memory: Memory,
        lookups: Lookups,
        counts: Counts,
        footfall: Footfall,
        profile_of: Callable[[str], Profile],
        limits: Limits,
    ) -> None:
        self._services = services
        self._runner = runner
        self._memory = memory
        self._lookups = lookups
        self._counts = counts
        self._footfall = footfall
        self._profile_of = profile_of
        self._limits = limits
        self._typesetter = Typesetter(services.words)
        self._locks = Locks()
        self._languages = Languages()
        self._working: set[asyncio.Task[Reply]] = set()

    def prepare(self, profiles: Iterable[Profile]) -> None:
        """Set the screens that never vary, for these phones, before the first one dials."""
        self._typesetter.prepare(tuple(unvarying_screens(self._services.scripts)), profiles)

    async def answer(self, dial: Dial) -> Reply:
        """The reply to one dial, always and in time. What is not done by then goes on and is kept."""
        work = asyncio.create_task(self._guarded(dial))
        self._working.add(work)
        work.add_done_callback(self._working.discard)
        await asyncio.wait({work}, timeout=self._limits.reply)
        reply = work.result() if work.done() else self._polite(dial, Polite.BUSY, "late")
        self._counts.turn(reply.outcome)
        return reply

    async def left(self, of: OfSession, network: str) -> None:
        """A gateway says that a session ended early: counted by what we knew of it. Nothing is changed."""
        try:
            remembered = await self._memory.recall(of)
        except StoreUnavailable:
            log.warning("ussd.end_not_counted", exc_info=True)
            return
        if remembered.dialogue is not None:
            self._footfall.left(of, remembered.dialogue, network)

    async def close(self) -> None:
        """Wait for the turns that are still at work."""
        await asyncio.gather(*self._working, return_exceptions=True)

    async def _guarded(self, dial: Dial) -> Reply:
        try:
            async with self._locks.hold(self._lookups.hash("caller", dial.caller)):
                return await self._settled(dial)
        except StoreUnavailable:
            log.warning("ussd.store_unavailable", exc_info=True)
            return self._polite(dial, Polite.BUSY, "unavailable")
        except Exception:
            log.exception("ussd.turn_failed")
            return self._polite(dial, Polite.BUSY, "failed")

    async def _settled(self, dial: Dial) -> Reply:
        """Another process may answer the same phone: whoever is later looks again."""
        for _ in range(ATTEMPTS):
            try:
                return await self._turn(dial)
            except Conflict:
                continue
        return self._polite(dial, Polite.BUSY, "contended")

    async def _turn(self, dial: Dial) -> Reply:
        remembered = await self._memory.recall(dial)
        verdict = judge(
            dial, remembered.dialogue, lambda text: self._lookups.hashes("turn", _bound(dial, text))
        )
        match verdict:
            case Repeat(said):
                return Reply(said.text, said.final, "repeated", said.step)
            case Refuse(why):
                words = Polite.OVER if why is Why.OVER else Polite.ENDED
                return self._polite(dial, words, why.value, _spoken(remembered, why))
            case Begin(code, tokens):
                return await self._begun(dial, remembered, code, tokens)
            case GoOn(dialogue, tokens):
                return await self._gone_on(dial, remembered, dialogue, tokens)

    async def _begun(
        self, dial: Dial, remembered: Remembered, code: str | None, tokens: tuple[str, ...]
    ) -> Reply:
        language = self._languages.of(self._lookups.hash("caller", dial.caller))
        place = self._services.places.get(code) if code else None
        dialogue = Dialogue(
            caller=self._hash(dial, dial.caller),
            service_code=dial.service_code,
            started_at=self._services.clock.now(),
            state=start(self._runner.scripts, language),
            commune=place.commune if place else None,
        )
        context = self._context(dial, dialogue)
        walked = await self._walk(dial).begin(context, dialogue, tokens)
        return await self._kept(dial, remembered, walked, context)

    async def _gone_on(
        self, dial: Dial, remembered: Remembered, dialogue: Dialogue, tokens: tuple[str, ...]
    ) -> Reply:
        context = self._context(dial, dialogue)
        walked = await self._walk(dial).go_on(context, dialogue, tokens)
        return await self._kept(dial, remembered, walked, context)

    def _walk(self, dial: Dial) -> Walk:
        return Walk(self._runner, self._typesetter, self._profile_of(dial.network))

    def _context(self, dial: Dial, dialogue: Dialogue) -> Context:
        return Context(
            services=self._services,
            caller=dial.caller,
            channel=CHANNEL,
            language=dialogue.state.language,
            started_at=dialogue.started_at,
            person_id=dialogue.person_id,
            commune=dialogue.commune,
            khmer=self._profile_of(dial.network).khmer,
        )

    async def _kept(self, dial: Dial, remembered: Remembered, walked: Walked, context: Context) -> Reply:
        turn = self._hash(dial, transcript(dial.tokens))
        said = Said(turn, walked.shown.text, walked.final, walked.dialogue.state.step)
        dialogue = replace(walked.dialogue, tokens=len(dial.tokens)).with_reply(said)
        now = form_now(self._runner.scripts, walked.unfinished, context, final=walked.final)
        await self._memory.keep(remembered, dialogue, now)
        self._languages.remember(self._lookups.hash("caller", dial.caller), dialogue.state.language)
        self._footfall.shown(remembered.dialogue, dialogue, dial.network)
        return Reply(said.text, said.final, step=said.step)

    def _hash(self, dial: Dial, text: str) -> str:
        return self._lookups.hash("turn", _bound(dial, text))

    def _polite(self, dial: Dial, words: Polite, outcome: str, language: str | None = None) -> Reply:
        """An ending that shows nothing of any session, in the caller's own language where it is known."""
        spoken = language or self._languages.of(self._lookups.hash("caller", dial.caller))
        shown = self._typesetter.plain(words, spoken, self._profile_of(dial.network))
        return Reply(shown, final=True, outcome=outcome)

    def nobody(self, network: str) -> Reply:
        """The ending for a call whose number can't be seen."""
        self._counts.turn("no_number")
        shown = self._typesetter.plain(Polite.NO_NUMBER, LANGUAGES[0], self._profile_of(network))
        return Reply(shown, final=True, outcome="no_number")


def _spoken(remembered: Remembered, why: Why) -> str | None:
    """The session's language, for its own caller alone."""
    known = why is not Why.STRANGER and remembered.dialogue
    return known.state.language if known else None


def _bound(dial: Dial, text: str) -> str:
    """A text of one session: the same text of another has another hash."""
    return f"{dial.gateway} {dial.session} {text}"
