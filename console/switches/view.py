"""Switches as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from console import addresses
from console.desk import Desk
from console.switches.names import REASONS, switch_name
from console.tongue import Tongue
from core.officers import Officer
from core.policy import may_switch
from core.switches import Board, Change, Switch
from core.working_days import CAMBODIA
from flows.messages import N_
from flows.wording import LANGUAGES

_TERMINAL = N_("at the terminal")
PAST = 20
"""Changes of one switch on its page."""
SAID = frozenset(LANGUAGES)
"""Fields that only the form that closes has."""


@dataclass(frozen=True)
class Row:
    """One switch in words. `change`: how it was left; None for one that was never touched."""

    name: str
    href: str
    closed: bool
    change: Change | None
    line: str = ""
    """Since when, until when, why and by whom."""


def theirs(reader: Officer, desk: Desk, board: Board) -> list[Switch]:
    """The scripts and channels that they may close, and whatever of theirs is closed."""
    now = desk.clock.now()
    shut = [change.switch for change in board.closed(now)]
    known = dict.fromkeys([*desk.switches.known, *shut])
    return [switch for switch in known if may_switch(reader, switch.area)]


async def rows(switches: Iterable[Switch], desk: Desk, board: Board, _: Tongue) -> list[Row]:
    """Those that are closed first."""
    wanted = list(switches)
    names = await by_whom([change for one in wanted if (change := board.change(one))], desk, _)
    found = [row(one, desk, board, names, _) for one in wanted]
    return sorted(found, key=lambda each: not each.closed)


def row(switch: Switch, desk: Desk, board: Board, names: dict[str | None, str], _: Tongue) -> Row:
    """One switch."""
    change = board.change(switch)
    closed = change is not None and change.holds(desk.clock.now())
    said = line(change, names, _) if change else ""
    return Row(switch_name(switch, desk.scripts, _), addresses.switch(switch.word), closed, change, said)


def as_it_is(row: Row) -> dict[str, str]:
    """The fields of the form as it was closed last, with its end while that lies ahead."""
    if row.change is None:
        return {}
    ends = row.change.until.astimezone(CAMBODIA) if row.closed and row.change.until else None
    if ends is None:
        return dict(row.change.messages)
    time = f"{ends:%H:%M:%S}" if ends.second else f"{ends:%H:%M}"
    return {**row.change.messages, "day": f"{ends:%d/%m/%Y}", "time": time}


def line(change: Change, names: dict[str | None, str], _: Tongue) -> str:
    """One change in words."""
    parts = [_(REASONS[change.reason]), _.moment(change.at)]
    if change.until:
        parts.append(_(N_("until {time}"), time=_.moment(change.until)))
    return " · ".join([*parts, names.get(change.officer_id, "")]).rstrip(" ·")


async def by_whom(changes: Sequence[Change], desk: Desk, _: Tongue) -> dict[str | None, str]:
    """The names of those who changed something, by id."""
    officers = await desk.officers.of(change.officer_id for change in changes if change.officer_id)
    named: dict[str | None, str] = {each: officer.name for each, officer in officers.items()}
    return named | {None: _(_TERMINAL)}
