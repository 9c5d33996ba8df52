"""Makes the web font once, for whoever works on it; the running program never imports this file.

In an environment of its own: `pip install fonttools brotli fontpkg-noto-sans-khmer==2.4`, then
`python web/fonts/make.py`. The result and its licence are committed.
"""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KEPT = "U+20-7E,U+A0-FF,U+2010-2026,U+200B-200D,U+20AC,U+1780-17FF,U+19E0-19FF,U+25CC"
AXES = {"wdth": 100, "wght": (400, 700)}


def main() -> None:
    """Write `noto-sans-khmer.woff2` and `OFL.txt` beside this file."""
    package = Path(str(importlib.import_module("fontpkg_noto_sans_khmer").__file__)).parent
    font = _library("ttLib").TTFont(next((package / "files").glob("*.ttf")))
    _subset(font)
    font = _library("varLib.instancer").instantiateVariableFont(font, AXES)
    font.flavor = "woff2"
    font.save(HERE / "noto-sans-khmer.woff2")
    shutil.copyfile(package / "LICENSE", HERE / "OFL.txt")


def _subset(font: Any) -> None:
    subset = _library("subset")
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(KEPT))
    subsetter.subset(font)


def _library(name: str) -> Any:
    return importlib.import_module(f"fontTools.{name}")


if __name__ == "__main__":
    main()
