"""`samnaeu flows voices`: what to read out, into which file."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from flows.library import FOLDER
from locales.compile import LOCALES
from tests.app.commands.conftest import Samnaeu
from tests.servers.sounds import opus


def listed(samnaeu: Samnaeu, *arguments: str) -> list[dict[str, str]]:
    result = samnaeu("flows", "voices", "--as", "csv", *arguments)
    assert result.exit_code == 0
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_every_question_is_listed_in_each_language_with_its_choices(samnaeu: Samnaeu) -> None:
    rows = listed(samnaeu)
    asked = {row["language"]: row for row in rows if row["steps"] == "request/contact"}
    assert asked["en"]["text"].splitlines()[:2] == [
        "May the commune use this number to reach you about this request?",
        "Call and text",
    ]
    assert "ឃុំ" in asked["km"]["text"]
    assert asked["km"]["file"].removeprefix("km/") == asked["en"]["file"].removeprefix("en/")
    assert {row["recorded"] for row in rows} == {"no"}


def test_what_is_filled_in_is_told_and_what_is_nothing_else_is_not_listed(samnaeu: Samnaeu) -> None:
    rows = listed(samnaeu, "--language", "en")
    assert any(row["left out"] == "{place}" for row in rows if row["steps"] == "request/consent")
    assert "{which}" not in {row["text"] for row in rows}


@pytest.mark.slow
def test_what_was_recorded_is_ticked_and_left_out_of_what_is_missing(
    samnaeu: Samnaeu, tmp_path: Path
) -> None:
    first, *rest = listed(samnaeu, "--language", "km")
    locales = tmp_path / "locales"
    shutil.copytree(LOCALES, locales)
    path = locales / first["file"]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(opus())
    there = listed(samnaeu, "--language", "km", "--locales", str(locales))
    assert [row["recorded"] for row in there] == ["yes"] + ["no"] * len(rest)
    assert listed(samnaeu, "--language", "km", "--missing", "--locales", str(locales)) == rest
    told = samnaeu("flows", "voices", "--language", "km", "--locales", str(locales)).stdout
    assert f"1 of {len(there)} recorded" in told
    checked = samnaeu("flows", "check", str(FOLDER), "--locales", str(locales))
    assert "voice" not in checked.stdout


def test_a_page_for_whoever_records_is_a_table(samnaeu: Samnaeu) -> None:
    lines = samnaeu("flows", "voices", "--as", "markdown", "--language", "en").stdout.splitlines()
    assert lines[0] == "| language | steps | file | recorded | text | left out |"
    assert all(line.startswith("| en | ") for line in lines[2:])


def test_a_language_that_is_not_spoken_is_told(samnaeu: Samnaeu) -> None:
    assert "one of km, en" in samnaeu("flows", "voices", "--language", "fr").stderr
