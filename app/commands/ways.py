"""The ways on from a request, as the commands that an officer would type."""

from __future__ import annotations

from collections.abc import Iterator

from core.acts import Act, act_of, target_of
from core.dossiers import Dossier
from core.requests.states import State
from core.requests.transitions import Transition
from core.roles import Role

_COMMANDS = {
    Act.TAKE: "take {number}",
    Act.ASSIGN: "take {number} --for USERNAME",
    Act.SCHEDULE: "interview {number}",
    Act.INTERVIEWED: "interviewed {number} --tablet …",
    Act.DECIDE: "decide {number}",
}
_STILL = {
    Act.HAND_OVER: "hand-over {number} USERNAME",
    Act.SKIP: "skip {number} --reason '…'",
    Act.NOTE: "note {number} '…'",
    Act.DESCRIBE: "describe {number} --head … --shock …",
}
_OPTIONS = {
    "interview": "--at 2026-12-01T10:30",
    "commune": "--commune …",
    "kept": "--kept 123456789",
}


def ways_on(dossier: Dossier, role: Role) -> list[str]:
    """What follows `samnaeu queue`, for each thing that the officer of this role may do to it now."""
    number = dossier.request.reference
    moves = [_move(dossier, act, row) for act, row in _moves(dossier, role)]
    still = [words.format(number=number) for act, words in _STILL.items() if act in dossier.acts]
    return moves + still


def _moves(dossier: Dossier, role: Role) -> Iterator[tuple[Act, Transition]]:
    for row in dossier.next:
        act = act_of(row.source, row.target, role)
        if act in dossier.acts and act and target_of(act, dossier.request, role) is row.target:
            yield act, row


def _move(dossier: Dossier, act: Act, row: Transition) -> str:
    command = _COMMANDS.get(act, f"move {{number}} {row.target}").format(number=dossier.request.reference)
    fact = _OPTIONS.get(row.fact, f"--{row.fact} …") if row.fact else None
    answer = "--answer yes_no" if row.target is State.NEEDS_INFO else None
    asked = act in dossier.asks_why or (act is Act.TAKE and dossier.out_of_turn)
    return " ".join(filter(None, (command, fact, answer, "--reason '…'" if asked else None)))
