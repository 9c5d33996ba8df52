"""Why a switch was left as it was."""

from __future__ import annotations


class NotYours(Exception):
    """They may not change this one."""


class NoSuchSwitch(Exception):
    """There is nothing of that name to close."""


class SwitchChanged(Exception):
    """Somebody changed it since it was looked at."""


class AlreadySo(Exception):
    """It is open already, and cannot be opened."""
