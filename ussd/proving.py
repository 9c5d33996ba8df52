"""Sets screens for the checks exactly as the door sets them for a phone."""

from __future__ import annotations

from collections.abc import Sequence

from flows.proving import CannotBeSet, Sheet
from flows.screen import Screen
from flows.wording import Words
from ussd.phrases import Polite
from ussd.screens import Shown, Typesetter
from ussd.typesetting import EVERY, SMALLEST, Alphabet, Profile, Unsettable, combined, foreign, size

PROFILES = {profile.name: profile for profile in EVERY}
MORE_GSM7 = combined("gsm7-182", "ucs2-70").name
MORE_UCS2 = combined("gsm7-160", "ucs2-80").name


class PhoneSetter:
    """The typesetter of the door, for every profile that a network may be given."""

    smallest = SMALLEST.name
    profiles = tuple(PROFILES)
    phrases = tuple(Polite)

    def __init__(self, words: Words) -> None:
        self._typesetter = Typesetter(words)

    def sheets(self, screen: Screen, language: str, profile: str) -> Sequence[Sheet]:
        """The pages of a screen, as they are sent one after another. Raises CannotBeSet."""
        budget = PROFILES[profile]
        try:
            found = self._typesetter.pages(screen, language, budget)
        except Unsettable as error:
            raise CannotBeSet(error.what) from error
        return [_sheet(shown, budget) for shown in found]

    def others(self, sheets: Sequence[Sheet], language: str) -> Sequence[str]:
        """What takes one page here takes one wherever there is more room.

        Only a network without Khmer shows something else, in Latin letters: and there Khmer is not spoken. Of
        several pages in one alphabet, the room of that alphabet alone decides.
        """
        alphabets = {sheet.alphabet for sheet in sheets}
        if alphabets == {Alphabet.GSM7.value}:
            return () if len(sheets) == 1 else (MORE_GSM7,)
        if language == "km" and alphabets == {Alphabet.UCS2.value}:
            return () if len(sheets) == 1 else (MORE_UCS2,)
        return [name for name in PROFILES if name != self.smallest]

    def foreign(self, text: str) -> str:
        return foreign(text)


def _sheet(shown: Shown, profile: Profile) -> Sheet:
    used = size(shown.text, profile)
    return Sheet(shown.text, shown.keys, shown.more, used.alphabet.value, used.used, used.limit)
