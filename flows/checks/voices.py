"""Every recording belongs to what is said now, is Ogg Opus, and is small enough to be sent."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.read_aloud import read_aloud
from locales.voices import MOST_BYTES, Recording, file_name


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    known = set(_names(proof))
    for recording in proof.recordings:
        file = "/".join(recording.path.parts[-3:])
        for what, mend in _wrong(proof, recording, known):
            yield Finding(file, 1, what, mend, language=recording.language)


def _names(proof: Proof) -> Iterator[str]:
    """What a recording may be called: after a screen, or after a message alone."""
    for source in proof.sources.values():
        yield from map(file_name, source.entries)
    for step in proof.saying():
        yield from map(file_name, step.messages())
        yield file_name(*read_aloud(proof.scripts, step))


def _wrong(proof: Proof, recording: Recording, known: set[str]) -> Iterator[tuple[str, str]]:
    if recording.language not in proof.sources:
        yield f"nobody is spoken to in `{recording.language}`", f"one of {', '.join(proof.sources)}"
    elif recording.path.name not in known:
        yield (
            "it is a recording of nothing that is said, or not any more",
            "look its name up with `samnaeu flows voices`, or take it away",
        )
    if not recording.opus:
        yield "it is no Ogg Opus", "record it as docs/voice.md says"
    if recording.size > MOST_BYTES:
        yield f"it has {recording.size} bytes", f"say it in {MOST_BYTES} at most"
