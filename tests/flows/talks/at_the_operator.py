"""What the operator's supervisor does in a talk: closes something for now, and opens it again."""

from __future__ import annotations

from datetime import datetime

from core.switches import Reason, Switch, What
from core.working_days import CAMBODIA
from tests.flows.talks.sentences import told
from tests.flows.talks.world import World

SAID = {"en": "Closed for now: the rivers are high.", "km": "បិទសិន៖ ទឹកជំនន់។"}
THINGS = {
    "asking for an assessment": Switch(What.SCRIPT, "request"),
    "my request": Switch(What.SCRIPT, "my_request"),
    "this service": Switch(What.CHANNEL, "ussd"),
    "the intake of Banteay Neang": Switch(What.AREA, "010201"),
}


@told("The operator closes {thing} for now.")
async def closed(world: World, thing: str) -> None:
    await _close(world, thing)


@told("The operator closes {thing} until {when}.")
async def closed_until(world: World, thing: str, when: str) -> None:
    at = datetime.strptime(f"2026 {when}", "%Y %d %B, %H:%M").replace(tzinfo=CAMBODIA)
    await _close(world, thing, at)


@told("The operator opens {thing} again.")
async def opened(world: World, thing: str) -> None:
    switches, switch = world.house.switches, THINGS[thing]
    before = (await switches.fresh()).change(switch)
    assert before is not None
    await switches.open(None, switch, before.version, Reason.OVER, channel="terminal")


async def _close(world: World, thing: str, until: datetime | None = None) -> None:
    switches, switch = world.house.switches, THINGS[thing]
    before = (await switches.fresh()).change(switch)
    version = before.version if before else 0
    await switches.close(None, switch, version, Reason.EMERGENCY, SAID, until=until, channel="terminal")
