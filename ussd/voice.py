"""What a phone is told: in its caller's language, or in Latin letters where its network carries no others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.values import Value
from flows.wording import Words
from flows.wording.catalogue import LATIN
from ussd.typesetting import TIE, Profile, foreign


def carried(language: str, profile: Profile) -> str:
    """`language`, or the one spoken instead on a network that lets no Khmer through."""
    return language if profile.khmer else LATIN


class Voice:
    """One language on one network."""

    def __init__(self, words: Words, language: str, profile: Profile) -> None:
        self._words = words
        self._language = carried(language, profile)
        self._profile = profile

    def text(self, message: str, show: Mapping[str, Value] | None = None) -> str:
        """A message with its placeholders filled."""
        return self._written(self._words.text(self._language, message, show))

    def value(self, value: Value) -> str:
        """A value alone."""
        return self._written(self._words.value(self._language, value))

    def _written(self, said: str) -> str:
        """Without the letters that the network would refuse the whole screen for: "(Khmer)"."""
        strange = "" if self._profile.khmer else foreign(said.replace(TIE, " "))
        if not strange:
            return said
        return re.sub(" +", " ", said.translate(dict.fromkeys(map(ord, strange)))).strip()
