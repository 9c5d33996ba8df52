"""What a transcript means: a new session, a turn that comes again, the next turn, or none of these.

A gateway repeats a request when our reply was lost, and nothing tells a repetition from a household that
pressed the same key twice but the whole transcript. So a turn is known by (gateway, session, transcript),
never by its last token (PROTOCOLS.md, 6.4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from core.digits import fold_digits, is_ascii_digits
from ussd.dial import Dial
from ussd.dialogue import Dialogue, Said

MOST_NEW_TOKENS = 12
"""More inputs than this at once are no household's: a gateway that lost turns brings a few."""
PLACE_DIGITS = (6, 8)
"""Of a commune's code and a village's. Shorter ones name no commune, and may be keys dialled along."""

Hasher: TypeAlias = Callable[[str], list[str]]
"""The keyed hashes of a text under every live key, the current one first."""


class Why(StrEnum):
    """Why a turn was refused."""

    STRANGER = "stranger"
    """Another caller, or another service code, on a known session."""
    DIVERGED = "diverged"
    """A transcript that does not extend the known one, or an answer too old to repeat."""
    OVER = "over"
    """The session had its last screen."""
    FLOOD = "flood"
    """Too many inputs at once."""


@dataclass(frozen=True)
class Begin:
    """A session not seen before: the code of a place, dialled with ours, and what else was dialled."""

    place: str | None
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Repeat:
    """An answered turn that came again."""

    said: Said


@dataclass(frozen=True)
class GoOn:
    """The next inputs of a known session."""

    dialogue: Dialogue
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Refuse:
    """Nothing that may touch the session."""

    why: Why


Verdict: TypeAlias = Begin | Repeat | GoOn | Refuse


def judge(dial: Dial, dialogue: Dialogue | None, hashes: Hasher) -> Verdict:
    """What this request is to the session as it is remembered, None for a session not seen before."""
    if dialogue is None:
        return _begun(dial)
    if dialogue.caller not in hashes(dial.caller) or dialogue.service_code != dial.service_code:
        return Refuse(Why.STRANGER)
    turns = hashes(transcript(dial.tokens))
    for said in reversed(dialogue.said):
        if said.turn in turns:
            return Repeat(said)
    known = dialogue.tokens
    if len(dial.tokens) <= known or dialogue.said[-1].turn not in hashes(transcript(dial.tokens[:known])):
        return Refuse(Why.DIVERGED)
    if dialogue.over:
        return Refuse(Why.OVER)
    return _bounded(GoOn(dialogue, dial.tokens[known:]))


def _begun(dial: Dial) -> Verdict:
    first = fold_digits(dial.tokens[0]) if dial.tokens else ""
    if len(first) in PLACE_DIGITS and is_ascii_digits(first):
        return _bounded(Begin(first, dial.tokens[1:]))
    return _bounded(Begin(None, dial.tokens))


def _bounded(verdict: Begin | GoOn) -> Verdict:
    return verdict if len(verdict.tokens) <= MOST_NEW_TOKENS else Refuse(Why.FLOOD)


def transcript(tokens: tuple[str, ...]) -> str:
    """The inputs so far as one text, told apart from any other number of inputs."""
    return f"{len(tokens)}*{'*'.join(tokens)}"
