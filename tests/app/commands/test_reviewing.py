"""`samnaeu flows review` and `reviewed`: a sheet goes out, and comes back into the catalogue."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.commands.reviewing import KHMER, NEXT
from app.review.entries import by_id, catalogue
from locales.reviewing import is_reviewed, said
from tests.app.commands.conftest import Samnaeu


def sheet(tmp_path: Path, **changed: object) -> Path:
    read = said(by_id(catalogue(KHMER))["Back"])
    message = {"id": "Back", "context": "", "said": read, "correction": ""}
    whole = {"language": "km", "reviewer": "Sok Dara", "day": "2026-11-22", "messages": [message], **changed}
    (tmp_path / "saved.json").write_text(json.dumps(whole), "utf-8")
    return tmp_path / "saved.json"


@pytest.mark.slow
def test_a_sheet_goes_out_as_one_file(samnaeu: Samnaeu, tmp_path: Path) -> None:
    assert samnaeu("flows", "review").exit_code == 0
    assert (tmp_path / "review.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_sheet_that_comes_back_signs_messages_off_one_by_one(samnaeu: Samnaeu, tmp_path: Path) -> None:
    shutil.copy(KHMER, tmp_path / "km.po")
    before = by_id(catalogue(KHMER))
    result = samnaeu("flows", "reviewed", str(sheet(tmp_path)), "--khmer", "km.po")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == ["1 signed off, 0 corrected, 0 left", NEXT]
    after = by_id(catalogue(tmp_path / "km.po"))
    assert is_reviewed(after["Back"])
    assert {name: said(message) for name, message in after.items()} == {n: said(m) for n, m in before.items()}
    assert [name for name in after if is_reviewed(after[name]) != is_reviewed(before[name])] == ["Back"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"reviewer": ""}, "reviewer: "),
        ({"messages": [{"id": "Back"}]}, "messages.0.context: "),
        ({"language": "en"}, "language: "),
        ({"more": 1}, "more: "),
    ],
)
def test_what_no_sheet_saved_is_refused(
    samnaeu: Samnaeu, tmp_path: Path, changed: dict[str, object], why: str
) -> None:
    shutil.copy(KHMER, tmp_path / "km.po")
    result = samnaeu("flows", "reviewed", str(sheet(tmp_path, **changed)), "--khmer", "km.po")
    assert result.exit_code == 2
    assert why in result.stderr
    assert (tmp_path / "km.po").read_bytes() == KHMER.read_bytes()


def test_a_file_that_is_not_there_is_told(samnaeu: Samnaeu) -> None:
    result = samnaeu("flows", "reviewed", "nowhere.json")
    assert result.exit_code == 2
    assert "nowhere.json is not what the sheet saves: FileNotFoundError" in result.stderr
