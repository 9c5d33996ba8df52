"""The catalogues are compiled as they stand, and what is wrong with them is told: `make check` asks."""

from __future__ import annotations

import gettext
import shutil
from pathlib import Path

import pytest

from locales import fresh
from locales.compile import LOCALES, compile_catalogues

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def test_everything_said_is_extracted() -> None:
    messages = fresh.extracted()
    assert {"Back", "Next", "Not understood.", "May the commune use this number?", "No"} <= messages
    assert {"Khmer", "Khmer (first screen)"} <= messages


def test_compiling_writes_each_catalogue_beside_its_source(tmp_path: Path) -> None:
    for source in CATALOGUES:
        target = tmp_path / source.relative_to(LOCALES)
        target.parent.mkdir(parents=True)
        shutil.copy2(source, target)
    written = compile_catalogues(tmp_path)
    assert [path.parts[-3] for path in written] == ["en", "km"]
    with written[1].open("rb") as stream:
        assert gettext.GNUTranslations(stream).gettext("Back") == "ថយ"


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Back"\nmsgstr ""\n', "`Back` is not translated"),
        ('#, fuzzy\nmsgid "Back"\nmsgstr "ថយ"\n', "`Back` is not translated"),
        ('msgid "By {date}."\nmsgstr "ត្រឹម {day}"\n', "has other placeholders"),
        ('msgid "By {date}."\nmsgstr "ត្រឹម {date"\n', "has other placeholders"),
        ('msgid "No such text"\nmsgstr "គ្មាន"\n', "`No such text` is used no more"),
        ('msgid "Back"\nmsgstr "\u200b"\n', "`Back` is not translated"),
        ('msgid "Back"\nmsgstr "  "\n', "`Back` is not translated"),
        ('msgid "Back"\nmsgstr "ថយ"\n', "`Back` is not as it was reviewed, or never was"),
        (
            '# reviewed by Dara, 2026-11-22 (00000000)\nmsgid "Back"\nmsgstr "ថយ"\n',
            "`Back` is not as it was reviewed, or never was",
        ),
    ],
    ids=[
        "empty",
        "fuzzy",
        "another placeholder",
        "a lone brace",
        "used no more",
        "only a break mark",
        "only blanks",
        "never marked",
        "changed since its review",
    ],
)
def test_what_is_wrong_with_a_catalogue_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, fault: str
) -> None:
    folder = tmp_path / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "samnaeu.po").write_text(f'msgid ""\nmsgstr ""\n"Language: km\\n"\n\n{entry}', "utf-8")
    monkeypatch.setattr(fresh, "extracted", lambda: {"Back", "By {date}."})
    found = list(fresh.faults(tmp_path))
    assert any(fault in told for told in found), found


def test_what_is_missing_in_a_catalogue_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "samnaeu.po").write_text('msgid ""\nmsgstr ""\n', "utf-8")
    monkeypatch.setattr(fresh, "extracted", lambda: {"Back"})
    assert list(fresh.faults(tmp_path)) == [f"km/LC_MESSAGES/samnaeu.po: `Back` is missing: {fresh.MEND}"]
