"""`samnaeu flows check`: whether a folder of scripts can be served."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flows.library import FOLDER
from tests.app.commands.conftest import Samnaeu


@pytest.mark.slow  # tests/ussd/test_every_screen.py asks the same checks, and a test below the command
def test_our_own_scripts_are_in_order(samnaeu: Samnaeu) -> None:
    result = samnaeu("flows", "check")
    assert result.exit_code == 0
    assert "nothing wrong" in result.stdout


def test_each_fault_is_told_with_file_and_line(samnaeu: Samnaeu, tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    shutil.copytree(FOLDER, scripts)
    menu = scripts / "menu.yaml"
    lines = menu.read_text("utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines) if "my_request/start" in line)
    lines[wrong] = lines[wrong].replace("my_request/start", "my_request/nowhere")
    menu.write_text("\n".join(lines), "utf-8")

    result = samnaeu("flows", "check", str(scripts))
    assert result.exit_code == 1
    assert f"menu.yaml:{wrong + 1}" in result.stdout
    assert "nowhere" in result.stdout


def test_a_folder_without_scripts_is_a_fault(samnaeu: Samnaeu, tmp_path: Path) -> None:
    result = samnaeu("flows", "check", str(tmp_path))
    assert result.exit_code == 1
    assert "no scripts here" in result.stdout


@pytest.mark.slow  # reads all that is said; tests/flows/proving holds the figures
def test_a_slower_reader_needs_more_than_a_call(samnaeu: Samnaeu) -> None:
    result = samnaeu("flows", "check", "--words-a-minute", "20", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert {"call_time", "list_time"} == {finding["check"] for finding in found}
    assert {"file", "line", "what", "mend", "step", "language", "profile", "screen"} <= set(found[0])
    assert found[0]["screen"]


def test_the_list_of_checks_in_the_documentation_is_fresh(samnaeu: Samnaeu) -> None:
    result = samnaeu("flows", "checks", "--markdown")
    assert result.stdout == (FOLDER.parents[1] / "docs" / "checks.md").read_text("utf-8")
    assert "call_time" in samnaeu("flows", "checks").stdout


@pytest.mark.slow  # checks all scripts twice; tests/flows/proving/test_released.py holds the record
def test_what_the_keys_mean_is_recorded_on_purpose_only(samnaeu: Samnaeu, tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    shutil.copytree(FOLDER, scripts)
    menu = scripts / "menu.yaml"
    swapped = (
        menu.read_text("utf-8").replace(" 2: {", " 0: {").replace(" 5: {", " 2: {").replace(" 0: {", " 5: {")
    )
    menu.write_text(swapped, "utf-8")

    result = samnaeu("flows", "check", str(scripts))
    assert result.exit_code == 1
    assert (
        "`My request` (leads to my_request/start), and is `Help, my commune office` (leads to office/start)"
        in result.stdout
    )

    assert samnaeu("flows", "release-keys", str(scripts)).exit_code == 0
    assert "nothing wrong" in samnaeu("flows", "check", str(scripts)).stdout


def test_a_folder_without_catalogues_is_told(samnaeu: Samnaeu, tmp_path: Path) -> None:
    result = samnaeu("flows", "check", "--locales", str(tmp_path))
    assert result.exit_code == 2
    assert "no such file" in result.stderr
