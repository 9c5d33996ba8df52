"""Brings the template and every catalogue up to date with the scripts and the code: `make translations`."""

from __future__ import annotations

from pathlib import Path

from babel.messages.frontend import CommandLineInterface

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


if __name__ == "__main__":
    update()
