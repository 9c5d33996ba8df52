"""`samnaeu flows check` names recordings that cannot be sent, and lets every screen have one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.proving import proof_of
from flows.checks import PROVERS
from flows.proving.read_aloud import read_aloud
from locales.voices import MOST_BYTES, file_name, recordings
from tests.servers.sounds import opus


def found(folder: Path) -> list[str]:
    """What the check says of the recordings in `folder`."""
    proof = replace(proof_of(), recordings=recordings(folder))
    return [finding.what for finding in PROVERS["voices"](proof)]


def test_every_screen_may_have_a_recording_and_what_the_bot_says_too(tmp_path: Path) -> None:
    proof = proof_of()
    folder = tmp_path / "km" / "voice"
    folder.mkdir(parents=True)
    names = {file_name(*read_aloud(proof.scripts, step)) for step in proof.saying()}
    for name in {*names, file_name("Back")}:
        (folder / name).write_bytes(opus())
    assert len(names) > 40
    assert found(tmp_path) == []


def test_one_that_is_too_large_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "km" / "voice"
    folder.mkdir(parents=True)
    (folder / file_name("Back")).write_bytes(opus(bytes(MOST_BYTES)))
    assert found(tmp_path) == [f"it has {MOST_BYTES + len(opus(b''))} bytes"]


def test_a_language_that_nobody_speaks_to_us_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "kh" / "voice"
    folder.mkdir(parents=True)
    (folder / file_name("Back")).write_bytes(opus())
    assert found(tmp_path) == ["nobody is spoken to in `kh`"]
