"""Brings the template and every catalogue up to date with the scripts and the code: `make translations`."""

from __future__ import annotations

from pathlib import Path

from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from locales import reviewing

LOCALES = Path(__file__).resolve().parent
TEMPLATE = LOCALES / "samnaeu.pot"
ABOUT = [
    "--project",
    "Samnaeu",
    "--copyright-holder",
    "The Samnaeu authors",
    "--no-location",
    "--sort-output",
]


def run(*words: str) -> None:
    """One `pybabel` command."""
    CommandLineInterface().run(["pybabel", "-q", *words])  # type: ignore[no-untyped-call]


def update() -> None:
    """What is new comes in untranslated, what is gone goes; nothing is guessed."""
    source = str(LOCALES.parent)
    run("extract", "-F", str(LOCALES / "babel.cfg"), "-k", "NC_:1c,2", "-o", str(TEMPLATE), *ABOUT, source)
    for catalogue in sorted(LOCALES.glob("*/LC_MESSAGES/*.po")):
        language = catalogue.parts[-3]
        options = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
        run("update", "-i", str(TEMPLATE), "-o", str(catalogue), "-l", language, *options)
        if language in reviewing.LANGUAGES:
            _mark(catalogue)


def _mark(path: Path) -> None:
    """What no native reader signed off, as it now stands, is marked for one."""
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    reviewing.mark(catalogue)
    with path.open("wb") as stream:
        write_po(stream, catalogue)


if __name__ == "__main__":
    update()
