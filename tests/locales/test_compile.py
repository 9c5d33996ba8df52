"""A catalogue torn by hand or by a merge is told by line, and nothing is compiled or proved of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from app.proving import proof_of
from flows.faults import ScriptError
from locales import fresh
from locales.compile import LOCALES, BrokenCatalogue, compile_catalogues, read_strictly

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.po"))
"""Each says in comments on which lines something is wrong, what, and the mend."""
MARK = re.compile(r"^# FAULT (\d+): (.*) \| (.*)$", re.MULTILINE)
FILE = Path("km/LC_MESSAGES/samnaeu.po")


def marked(path: Path) -> list[tuple[int, str, str]]:
    """What is wrong with a catalogue, as it says itself."""
    return [(int(line), what, mend) for line, what, mend in MARK.findall(path.read_text("utf-8"))]


@pytest.fixture(params=BROKEN, ids=lambda path: path.stem)
def torn(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[tuple[int, str, str]]]:
    """The catalogues with one that is broken among them, and what is wrong with it."""
    folder = tmp_path / "locales"
    shutil.copytree(LOCALES, folder)
    shutil.copy(request.param, folder / FILE)
    return folder, marked(request.param)


def test_what_is_broken_is_told_with_its_line_and_mend(torn: tuple[Path, list[tuple[int, str, str]]]) -> None:
    folder, faults = torn
    with pytest.raises(BrokenCatalogue) as caught:
        read_strictly(folder / FILE)
    assert faults
    assert list(caught.value.faults) == faults
    with pytest.raises(BrokenCatalogue):
        compile_catalogues(folder)


@pytest.mark.slow
def test_neither_the_proof_nor_make_check_guesses_what_it_meant(
    torn: tuple[Path, list[tuple[int, str, str]]],
) -> None:
    folder, faults = torn
    with pytest.raises(ScriptError) as caught:
        proof_of(locales=folder)
    assert [(fault.line, fault.what, fault.mend) for fault in caught.value.faults] == faults
    assert {fault.file for fault in caught.value.faults} == {str(FILE)}
    told = list(fresh.faults(folder))
    assert all(f"{FILE}:{line}: {what}: {mend}" in told for line, what, mend in faults)
