"""Takes out of a household what must never be shown, before anything else looks at it (DOMAIN.md, section 6).

A payment for somebody who lives with HIV tells a whole village who that is. Such lines are dropped here,
so that no sum, no count and no "in which programmes" can tell of them either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from core.registry.household import Household, Payment

_WORDS = Path(__file__).with_name("never_shown.txt").read_text("utf-8").split()
_NEVER = re.compile("|".join(map(re.escape, _WORDS)), re.IGNORECASE)
"""Whatever the programmes' data say: a code or a text of the registry with one of these is not shown."""


@dataclass(frozen=True)
class Sieve:
    """`sensitive`: codes of programmes that are dropped. `known`: if given, the only codes that are not.

    A registry may write a code otherwise (`base-cash`): what is shown has the known one, by which its words
    are found.
    """

    sensitive: frozenset[str] = frozenset()
    known: frozenset[str] | None = None

    def sifted(self, household: Household) -> Household:
        """The household without what must not be shown."""
        return replace(
            household,
            enrolments=tuple(
                replace(each, programme=self._ours(each.programme))
                for each in household.enrolments
                if self._shown(each.programme)
            ),
            payments=tuple(
                replace(each, programme=self._ours(each.programme))
                for each in household.payments
                if self._payment_shown(each)
            ),
        )

    def _payment_shown(self, payment: Payment) -> bool:
        texts = (payment.id, payment.agent, payment.reason)
        return self._shown(payment.programme) and not any(map(_NEVER.search, texts))

    def _shown(self, programme: str) -> bool:
        code = _folded(programme)
        if _NEVER.search(code) or code in set(map(_folded, self.sensitive)):
            return False
        return self.known is None or code in set(map(_folded, self.known))

    def _ours(self, programme: str) -> str:
        return {_folded(code): code for code in self.known or ()}.get(_folded(programme), programme)


def _folded(code: str) -> str:
    return code.strip().casefold().replace("-", "_").replace(" ", "_")
