"""A service of which something is closed, as the operator's supervisor closes and opens it."""

from __future__ import annotations

from datetime import datetime

from app.house import House
from core.switches import Reason, Switch, What

REQUEST = Switch(What.SCRIPT, "request")
MINE = Switch(What.SCRIPT, "my_request")
USSD = Switch(What.CHANNEL, "ussd")
COMMUNE = Switch(What.AREA, "120109")
PROVINCE = Switch(What.AREA, "12")
CLOSED = "We are mending something."
SAID = {"en": CLOSED, "km": "កំពុងជួសជុល។"}


async def close(house: House, switch: Switch, until: datetime | None = None) -> None:
    """At the terminal of this process."""
    before = (await house.switches.fresh()).change(switch)
    version = before.version if before else 0
    await house.switches.close(None, switch, version, Reason.FAULT, SAID, until=until, channel="terminal")


async def reopen(house: House, switch: Switch) -> None:
    """The same, open again."""
    before = (await house.switches.fresh()).change(switch)
    assert before is not None
    await house.switches.open(None, switch, before.version, Reason.OVER, channel="terminal")
