"""What is said to who signs in: why not, and which passwords are refused."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from console.tongue import Tongue
from core.accounts.answers import Refused, Why
from core.accounts.password_rules import Weak
from flows.messages import N_

NOT_RIGHT = N_("That is not right. Check the name, the password and the code, and try once more.")
TOO_BUSY = N_("Too many people sign in at this moment. Try again in a minute.")
NOT_THE_SAME = N_("The two passwords are not the same.")

_WHY = {
    Why.WRONG: NOT_RIGHT,
    Why.UNPROTECTED: N_("This account has no second step yet. Ask your supervisor for a link to set it up."),
    Why.ENDED: N_("This took too long. Begin again."),
}
_WAIT = N_(
    "There were too many tries. Wait {minutes} and try again, or use the tablet that you signed in with "
    "before. In a hurry, ask your supervisor for a link."
)
_WEAK = {
    Weak.SHORT: N_("A password has 8 signs or more. Better take 15: a few words that only you put together."),
    Weak.LONG: N_("That is too long: a password has at most 1000 signs."),
    Weak.COMMON: N_("Many people use this password, so it is guessed first. Choose another."),
    Weak.NAMED: N_("This is hardly more than your name or the name of this service. Choose another."),
    Weak.UNREADABLE: N_("These signs cannot be read. Choose others."),
}
STATUS = {Why.WRONG: 403, Why.UNPROTECTED: 403, Why.ENDED: 403, Why.WAIT: 429}


def why(refused: Refused, _: Tongue) -> str:
    """Why they are not let in: never whether there is such an account."""
    if refused.why is Why.WAIT:
        return _(_WAIT, minutes=_.minutes(waiting(refused.wait)))
    return _(_WHY[refused.why])


def weak(weakness: Weak, _: Tongue) -> str:
    """Why this password is refused."""
    return _(_WEAK[weakness])


def waiting(wait: timedelta) -> int:
    """In whole minutes, at least one."""
    return max(1, ceil(wait.total_seconds() / 60))
