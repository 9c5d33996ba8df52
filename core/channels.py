"""By which way something comes to us. Core knows each by its name alone; how it works is its door's affair.

The words stand in requests, in their steps, in consents and in the audit, which are kept: none changes its
meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """COUNTER, CALL: an officer files for who comes or calls. TERMINAL: `samnaeu` on the machine itself."""

    USSD = "ussd"
    TELEGRAM = "telegram"
    COUNTER = "counter"
    CALL = "call"
    CONSOLE = "console"
    TERMINAL = "terminal"
    SYSTEM = "system"


VOUCHED = frozenset({Channel.USSD, Channel.TELEGRAM})
"""Who speaks to us there has a phone that the operator or Telegram vouches for: nothing is left to verify."""

AT_THE_COUNTER = frozenset({Channel.COUNTER, Channel.CALL})
"""Here the officer vouches for who it is."""
