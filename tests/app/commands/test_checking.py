"""`samnaeu flows check`: whether a folder of scripts can be served."""

from __future__ import annotations

import shutil
from pathlib import Path

from flows.library import FOLDER
from tests.app.commands.conftest import Samnaeu


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
    assert result.exit_code == 2
    assert f"menu.yaml:{wrong + 1}" in result.stderr
    assert "nowhere" in result.stderr


def test_a_folder_without_scripts_is_a_fault(samnaeu: Samnaeu, tmp_path: Path) -> None:
    result = samnaeu("flows", "check", str(tmp_path))
    assert result.exit_code == 2
    assert "no scripts here" in result.stderr
