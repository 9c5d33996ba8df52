"""`samnaeu flows draw`: pictures of every script, and a check that tells when they are stale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.commands import cli
from app.commands.drawing import MEND
from flows.library import load_scripts
from tests.app.commands.conftest import Samnaeu

pytestmark = pytest.mark.slow  # what `make check` looks at too


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures as they are drawn here, which are only copied."""
    folder = tmp_path_factory.mktemp("drawn")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(cli, ("flows", "draw")).exit_code == 0
    return folder


def test_every_script_is_drawn_in_both_languages_and_shown_on_a_page(drawn: Path) -> None:
    folder = drawn / "docs" / "flows"
    page = (drawn / "docs" / "flows.md").read_text("utf-8")
    for flow in load_scripts().scripts:
        for language in ("km", "en"):
            assert (folder / f"{flow}-{language}.svg").read_text("utf-8").startswith("<svg ")
            assert "flowchart TD" in (folder / f"{flow}-{language}.mmd").read_text("utf-8")
            assert f"](flows/{flow}-{language}.svg)" in page


def test_a_stale_picture_is_told_and_left_alone(samnaeu: Samnaeu, drawn: Path, tmp_path: Path) -> None:
    shutil.copytree(drawn, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "docs" / "flows"
    (folder / "menu-km.svg").write_text("old", "utf-8")
    (folder / "gone-km.svg").write_text("old", "utf-8")
    (folder / "place-en.mmd").unlink()
    result = samnaeu("flows", "draw", "--check")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "docs/flows/menu-km.svg is stale",
        "docs/flows/place-en.mmd is stale",
        "docs/flows/gone-km.svg is drawn no more",
        MEND,
    ]
    assert (folder / "menu-km.svg").read_text("utf-8") == "old"


@pytest.mark.slow  # draws everything twice more
def test_one_language_alone_can_be_drawn_and_is_fresh_then(samnaeu: Samnaeu, tmp_path: Path) -> None:
    assert samnaeu("flows", "draw", "pictures", "--language", "km").exit_code == 0
    assert samnaeu("flows", "draw", "pictures", "--language", "km", "--check").exit_code == 0
    names = {path.name for path in (tmp_path / "pictures").iterdir()}
    assert "menu-km.svg" in names
    assert not any("-en." in name for name in names)
    assert samnaeu("flows", "draw", "--language", "fr").exit_code == 2
