"""Recordings are found by what they read out, and one of words that changed is not played."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.messages import NC_
from locales.voices import MOST_BYTES, Voices, file_name, recordings
from tests.servers.sounds import opus

QUESTION = "May the commune use this number?"
LABELS = ("Yes", "No")


def recorded(folder: Path, language: str, name: str, sound: bytes) -> Path:
    path = folder / language / "voice" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sound)
    return path


def test_a_recording_is_found_by_its_message_in_its_language(tmp_path: Path) -> None:
    path = recorded(tmp_path, "km", file_name(QUESTION), opus())
    voices = Voices.load(tmp_path)
    assert voices.of(QUESTION, "km") == path
    assert voices.of(QUESTION, "en") is None
    assert voices.of("Another question", "km") is None


def test_what_is_to_be_chosen_belongs_to_what_is_read_out(tmp_path: Path) -> None:
    path = recorded(tmp_path, "km", file_name(QUESTION, *LABELS), opus())
    voices = Voices.load(tmp_path)
    assert voices.of(QUESTION, "km", LABELS) == path
    assert voices.of(QUESTION, "km") is None
    assert voices.of(QUESTION, "km", ("No", "Yes")) is None


def test_a_name_stays_the_same_from_release_to_release() -> None:
    assert file_name(QUESTION) == "77b3df2cb6b9.ogg"
    assert file_name(NC_("first screen", "Yes")) != file_name("Yes")


@pytest.mark.parametrize("sound", [b"", b"ID3 a song", b"OggS", opus() + bytes(MOST_BYTES)])
def test_what_telegram_would_not_play_is_not_offered(tmp_path: Path, sound: bytes) -> None:
    recorded(tmp_path, "km", file_name(QUESTION), sound)
    assert Voices.load(tmp_path).of(QUESTION, "km") is None
    assert [recording.plays for recording in recordings(tmp_path)] == [False]


def test_without_any_recording_none_is_found(tmp_path: Path) -> None:
    assert recordings(tmp_path) == []
    assert Voices.load(tmp_path).of(QUESTION, "km") is None
