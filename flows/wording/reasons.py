"""Why a payment failed, in words: registries write code words, of which a few are known to us."""

from __future__ import annotations

from enum import StrEnum

from flows.messages import N_
from flows.values import Json
from flows.wording.words import Words, said_as
from flows.wording.worst import these


class Reason(StrEnum):
    """The code words that we know (DOMAIN.md, section 2); UNKNOWN for every other, and for none."""

    CARD_EXPIRED = "card_expired"
    NAME_DIFFERS = "name_differs"
    ID_EXPIRED = "id_expired"
    ACCOUNT_CLOSED = "account_closed"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, word: str) -> Reason:
        """What a word of a registry means. It is never shown as it stands: nobody knows what it says."""
        return cls(word) if word in _KNOWN else cls.UNKNOWN


_KNOWN = frozenset(Reason)
_SAID = {
    Reason.CARD_EXPIRED: N_("the Equity Card has expired"),
    Reason.NAME_DIFFERS: N_("the name is not that of the identity card"),
    Reason.ID_EXPIRED: N_("the identity card has expired"),
    Reason.ACCOUNT_CLOSED: N_("the account is closed"),
    Reason.UNKNOWN: N_("the reason is not known here"),
}


@said_as("reason", worst=these(*Reason))
def reason(words: Words, language: str, raw: Json) -> str:
    """ "the Equity Card has expired"."""
    return words.say(language, _SAID[Reason.of(str(raw or ""))])
