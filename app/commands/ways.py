"""The ways on from a request, as the commands that an officer would type."""

from __future__ import annotations

from core.queue import Dossier
from core.requests.states import State
from core.requests.transitions import Transition

_COMMANDS = {
    State.ASSIGNED: "take {number}",
    State.INTERVIEW_SCHEDULED: "interview {number}",
    State.INTERVIEWED: "interviewed {number}",
    State.DECIDED: "decide {number}",
}
_OPTIONS = {
    "interview": "--at 2026-12-01T10:30",
    "outcome": "--outcome …",
    "commune": "--commune 120101",
}


def ways_on(dossier: Dossier) -> list[str]:
    """What follows `samnaeu queue`, for each step that the table leaves to the officer's role."""
    return [_way(row, dossier.request.reference) for row in dossier.next]


def _way(row: Transition, reference: str) -> str:
    command = _COMMANDS.get(row.target, f"move {{number}} {row.target}").format(number=reference)
    fact = _OPTIONS.get(row.fact, f"--{row.fact} …") if row.fact else None
    reason = "--reason '…'" if row.reason else None
    return " ".join(filter(None, (command, fact, reason)))
