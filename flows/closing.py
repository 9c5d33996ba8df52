"""Where a closed switch stands in somebody's way, and what is kept of the form that it stops.

A script stops whoever comes to one of its steps. A channel stops every script of it but the first screens and
following one's own request. A place's intake stops the forms of its communes, once the commune is given.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from core.channels import Channel
from core.switches import Board, Change, Switch, What
from flows.context import Context, Stop
from flows.drafts import LIFETIME, worth_keeping
from flows.script import CLOSED, Scripts
from flows.state import State
from flows.steps.use import Use

FOLLOWING = "my_request"
"""The script that no closed channel stops: who has filed may always know how it stands."""
DOORS = (Channel.USSD, Channel.TELEGRAM)
UNKNOWN_END = timedelta(days=7)
"""For so long a stopped form is kept where nobody knows when it opens again: longer than others, as it is we
who stopped it."""


def closable(scripts: Scripts) -> list[Switch]:
    """The scripts that somebody may go into from the menu, and the channels."""
    ways = {to.partition("/")[0] for step in scripts.steps() for to in step.targets() if "/" in to}
    used = {step.script for step in scripts.steps() if isinstance(step, Use)}
    flows = ways - used - {scripts.first.partition("/")[0], CLOSED}
    named = [flow for flow in sorted(flows) if flow in scripts.scripts and not scripts[flow].root]
    return [
        *(Switch(What.SCRIPT, flow) for flow in named),
        *(Switch(What.CHANNEL, door.value) for door in DOORS),
    ]


def stop_of(scripts: Scripts, board: Board, context: Context, state: State) -> Stop | None:
    """What stops them at this state; None for nothing."""
    now = context.services.clock.now()
    change = _closing(scripts, board, context.channel, state, now)
    if change is None:
        return None
    form = state if scripts[state.flow].draft and worth_keeping(state) else None
    follows = board.script(FOLLOWING, now) is None
    return Stop(change, follows, form, _kept_seconds(change, now))


def _closing(scripts: Scripts, board: Board, channel: str, state: State, now: datetime) -> Change | None:
    flow = state.flow
    if flow in (CLOSED, scripts.first.partition("/")[0]):
        return None
    if change := board.script(flow, now):
        return change
    if flow != FOLLOWING and (change := board.channel(channel, now)):
        return change
    commune = state.answers.get("commune")
    # while a place is being chosen, another one may be
    if scripts[flow].draft and state.step.partition("/")[0] == flow and isinstance(commune, str):
        return board.intake(commune, now)
    return None


def _kept_seconds(change: Change, now: datetime) -> int:
    """A day more than until it opens again."""
    if change.until is None:
        return int(UNKNOWN_END.total_seconds())
    return int((change.until - now).total_seconds()) + LIFETIME
