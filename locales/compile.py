"""Compiles every `.po` of this folder to `.mo`: `make compile`, and hatchling's build hook for wheels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # a machine that only runs the service has no hatchling
    BuildHookInterface = object  # type: ignore[misc,assignment,unused-ignore]

LOCALES = Path(__file__).resolve().parent


def compile_catalogues(folder: Path = LOCALES) -> list[Path]:
    """Write one `.mo` beside each `.po`; fuzzy messages are left out. Returns the files written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


class CompileCatalogues(BuildHookInterface):  # type: ignore[misc,type-arg,unused-ignore]
    """Hatchling calls this before it packs a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues()


if __name__ == "__main__":
    for path in compile_catalogues():
        print(path)
