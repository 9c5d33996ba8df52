"""A session that answered some transcripts, for tests of what another transcript then means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from flows.state import State
from ussd.dial import Dial
from ussd.dialogue import Dialogue, Said
from ussd.turns import Verdict, judge, transcript

DIAL = Dial("africastalking", "ATUid_1", "+85512345678", "99999", "*384*2026#", ())


def hashes(text: str) -> list[str]:
    """Two live keys, as while keys rotate."""
    return [sha256(f"{key} {text}".encode()).hexdigest() for key in ("new", "old")]


def dialled(tokens: Sequence[str]) -> Dial:
    return replace(DIAL, tokens=tuple(tokens))


def answered(*transcripts: Sequence[str], final: bool = False, key: int = 0) -> Dialogue:
    """The session after these turns; `final`: the last one ended it. `key`: under which key it was hashed."""
    dialogue = Dialogue(
        caller=hashes(DIAL.caller)[key],
        service_code=DIAL.service_code,
        started_at=datetime(2026, 11, 23, tzinfo=UTC),
        state=State("menu/main", "km"),
    )
    for number, tokens in enumerate(transcripts, start=1):
        last = number == len(transcripts)
        said = Said(hashes(transcript(tuple(tokens)))[key], f"screen {number}", final and last)
        dialogue = replace(dialogue, tokens=len(tokens)).with_reply(said)
    return dialogue


def each_turn(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """The transcripts of a session in which these were pressed one by one, from the dial on."""
    return [tuple(tokens[:count]) for count in range(len(tokens) + 1)]


def verdict(tokens: Sequence[str], dialogue: Dialogue | None) -> Verdict:
    return judge(dialled(tokens), dialogue, hashes)
