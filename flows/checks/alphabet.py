"""No English screen holds a character for which it would be sent in the alphabet with half the room."""

from __future__ import annotations

from collections.abc import Iterator

from core import gsm7
from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.seen import Seen

INSTEAD = {**gsm7.INSTEAD, "\u2022": "-", "\u00d7": "x", "\u00e7": "c", "`": "'"}
"""What is as good in GSM-7."""
OF_OTHERS = ("officer_words", "collections")
"""Values that somebody typed in whichever script: an officer, or whoever keeps the registry."""


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    told: set[str] = set()
    for seen in proof.seen:
        spot = seen.step.spot
        if seen.language != "en" or seen.step.claims.both_scripts or spot in told or _typed_by_others(seen):
            continue
        if strange := proof.setter.foreign("".join(seen.pages)):
            told.add(spot)
            yield _named(proof, seen, strange)


def _typed_by_others(seen: Seen) -> bool:
    return any(value.kind in OF_OTHERS for value in seen.screen.show.values())


def _named(proof: Proof, seen: Seen, strange: str) -> Finding:
    """Names the first of the characters, and how many other ones there are."""
    character, others = strange[0], len(strange) - 1
    number, page = next((n, text) for n, text in enumerate(seen.pages, 1) if character in text)
    more = f" and {others} more" if others else ""
    where = f"character {page.index(character) + 1} of page {number}{more}"
    room = f"leaves room for {seen.sheets[number - 1].limit} letters instead of 160"
    what = f"`{character}` (U+{ord(character):04X}), {where}, {room}"
    mend = f"write `{INSTEAD[character]}`" if character in INSTEAD else "write it in plain Latin letters"
    return proof.on_screen(seen, what, mend)
