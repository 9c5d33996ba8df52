"""Tells the tally where calls come to and where they end: a step, a language and a network, nobody's."""

from __future__ import annotations

from collections import OrderedDict

from core.funnel.tally import StepTally, What
from core.lookups import Lookups
from ussd.dial import OfSession
from ussd.dialogue import Dialogue
from ussd.networks import network_name

MOST = 20_000
"""Ended sessions remembered, so that an event that comes to this process again is not counted again."""


class Footfall:
    """What one door counts by step."""

    def __init__(self, tally: StepTally, lookups: Lookups) -> None:
        self._tally = tally
        self._lookups = lookups
        self._ended: OrderedDict[str, None] = OrderedDict()

    def shown(self, before: Dialogue | None, after: Dialogue, network: str) -> None:
        """A screen of `after` was answered with; `before`, if any, was shown until then."""
        again = before is not None and before.state.at == after.state.at
        self._count(What.AGAIN if again else What.REACHED, after, network)

    def left(self, of: OfSession, dialogue: Dialogue, network: str) -> None:
        """The session ended, and its last screen was none to end with. Counted once by this process."""
        if dialogue.over or self._known(of):
            return
        self._count(What.LEFT, dialogue, network)

    def _count(self, what: What, dialogue: Dialogue, network: str) -> None:
        state = dialogue.state
        self._tally.count(what, state.step, state.language, network_name(network))

    def _known(self, of: OfSession) -> bool:
        session = self._lookups.hash("session", f"{of.gateway} {of.session}")
        if session in self._ended:
            return True
        self._ended[session] = None
        if len(self._ended) > MOST:
            self._ended.popitem(last=False)
        return False
