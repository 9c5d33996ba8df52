"""What may befall a text on its way through a gateway."""

from __future__ import annotations

from enum import Enum, auto


class Mishap(Enum):
    """`taken` tells whether the gateway took the text, `sure` whether its caller can tell that it did not."""

    NONE = auto()
    LOST = auto()  # taken, and it never comes to the phone
    DOUBLED = auto()  # taken once, and it comes twice
    LATE = auto()  # taken, and answered later than anybody waits
    BROKEN_BEFORE = auto()  # the line breaks, nothing was taken
    BROKEN_AFTER = auto()  # taken, and the line breaks
    ERROR_BEFORE = auto()  # 500 without an effect
    ERROR_AFTER = auto()  # 502 from a machine before it, which had passed it on
    HALF = auto()  # taken, and half of the answer comes
    ANSWERED_TWICE = auto()  # taken, and the answer holds it twice
    REFUSED = auto()  # 201, and in it that this recipient's failed
    NO_CREDIT = auto()
    NO_NUMBER = auto()  # 201, and in it that there is no such number
    SHUT_OUT = auto()  # 401
    BUSY = auto()  # 429

    @property
    def sure(self) -> bool:
        """Whether the answer says that it did not go."""
        return self in _SURE

    @property
    def taken(self) -> bool:
        """Whether the gateway sent it on."""
        return self not in _SURE | {Mishap.BROKEN_BEFORE, Mishap.ERROR_BEFORE}


_SURE = frozenset({Mishap.REFUSED, Mishap.NO_CREDIT, Mishap.NO_NUMBER, Mishap.SHUT_OUT, Mishap.BUSY})
