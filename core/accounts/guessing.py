"""How often a password or a code may be guessed, and by whom."""

from __future__ import annotations

from datetime import timedelta

from core.accounts.answers import Visitor
from core.accounts.devices import Devices
from core.accounts.throttle import Bucket

PASSWORD_WINDOW = timedelta(minutes=15)
CODE_WINDOW = timedelta(hours=1)
PER_ACCOUNT = 10
PER_DEVICE = 10
PER_ADDRESS = 60
"""A commune hall, or a whole operator, may stand behind one address."""


def password_buckets(
    devices: Devices, visitor: Visitor, username: str, officer_id: str | None
) -> list[Bucket]:
    """What a try of a password counts against. A name that nobody has is counted like any other."""
    if officer_id and devices.knows(visitor.device, officer_id):
        own = devices.number(visitor.device) + officer_id
        return [Bucket("tries of a device", own, PER_DEVICE, PASSWORD_WINDOW)]
    return [
        Bucket("tries of an account", username, PER_ACCOUNT, PASSWORD_WINDOW),
        Bucket("tries of an address", visitor.address, PER_ADDRESS, PASSWORD_WINDOW),
    ]


def code_buckets(devices: Devices, visitor: Visitor, officer_id: str) -> list[Bucket]:
    """What a try of a code counts against; whoever guesses knows the password already.

    Ten an hour against three codes of a million that fit: one in a thousand for a day and a half of it.
    """
    if devices.knows(visitor.device, officer_id):
        own = devices.number(visitor.device) + officer_id
        return [Bucket("codes of a device", own, PER_DEVICE, CODE_WINDOW)]
    return [Bucket("codes of an account", officer_id, PER_ACCOUNT, CODE_WINDOW)]
