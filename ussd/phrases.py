"""What the door itself says, outside every conversation. All of it is final and shows nothing of anybody."""

from __future__ import annotations

from enum import StrEnum

from flows.messages import N_

NOT_UNDERSTOOD = N_("Not understood.")
NEXT = N_("Next")


class Polite(StrEnum):
    """Endings for what is no conversation."""

    BUSY = N_("The service is busy. Your answers are kept. Please dial again in a few minutes.")
    ENDED = N_("This call has ended. Your answers are kept. Please dial again.")
    OVER = N_("This call has ended. Please dial again if you need more.")
    NO_NUMBER = N_("We could not see your phone number. Please dial again, or go to your commune office.")
