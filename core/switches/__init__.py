"""What the operator closed for now: a script, a channel, the intake of a place. docs/switches.md.

Which of them stands in whose way, `flows.closing` says; nothing here knows of conversations.
"""

from __future__ import annotations

from core.switches.board import OPEN, Board
from core.switches.change import Change, Reason
from core.switches.errors import AlreadySo, NoSuchSwitch, NotYours, SwitchChanged
from core.switches.message import BadMessage, Fault, neutral
from core.switches.switch import Switch, What
from core.switches.switches import FRESH, LONGEST_END, Switches

__all__ = [
    "FRESH",
    "LONGEST_END",
    "OPEN",
    "AlreadySo",
    "BadMessage",
    "Board",
    "Change",
    "Fault",
    "NoSuchSwitch",
    "NotYours",
    "Reason",
    "Switch",
    "SwitchChanged",
    "Switches",
    "What",
    "neutral",
]
