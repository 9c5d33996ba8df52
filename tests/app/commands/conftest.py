"""The command line on the demo's data, or on an empty folder, in this process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from app.commands import cli
from app.house import open_house
from tests.joining import join
from tests.plain_logs import logs_as_before
from tests.plain_settings import PlainSettings
from tests.servers.postgres import in_own_loop


class Samnaeu(Protocol):
    """What comes of `samnaeu …` at a terminal of 80 columns."""

    def __call__(self, *arguments: str) -> Result: ...


@pytest.fixture(scope="session", autouse=True)
def _built_once() -> Iterator[None]:
    """Typer builds its tree of commands anew for each call: half the time of most calls here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture(scope="session")
def joined(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data with everybody in, which is only copied."""
    folder = tmp_path_factory.mktemp("joined")
    shutil.copytree(staged, folder, dirs_exist_ok=True)

    async def everybody() -> None:
        async with open_house(PlainSettings(data_dir=folder)) as house:
            for officer in await house.officers.list():
                await join(house.database, officer)

    in_own_loop(everybody())
    return folder


@pytest.fixture
def samnaeu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Samnaeu]:
    """The command line on an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMNAEU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    with logs_as_before():
        yield run


@pytest.fixture
def on_the_demo(samnaeu: Samnaeu, joined: Path, tmp_path: Path) -> Samnaeu:
    """The command line on the demo's data."""
    shutil.copytree(joined, tmp_path / "data")
    return samnaeu


def refusal(result: Result) -> str:
    """What a command says that did nothing: one line, no traceback, exit code 2."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()
