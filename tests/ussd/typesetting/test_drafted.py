"""The drafted screens, counted by hand and by program elsewhere, come out as they were drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ussd.typesetting import SMALLEST, Manuscript, Option, paginate, size

_OPTION = re.compile(r"([1-8])\.(.*)")
_BACK = re.compile(r"0\..*")
_PLAIN = re.compile(r"(?:ចុច|Type) (77) .*")


def drafted() -> Iterator[tuple[str, str, int]]:
    rows = (Path(__file__).parent / "drafted.tsv").read_text("utf-8").splitlines()[1:]
    for row in rows:
        name, khmer, units, english, septets = (cell.replace("\\n", "\n") for cell in row.split("\t"))
        yield f"{name}-km", khmer, int(units)
        yield f"{name}-en", english, int(septets)


SCREENS = [pytest.param(text, count, id=name) for name, text, count in drafted()]
ALONE = [screen for screen in SCREENS if "\n9." not in str(screen.values[0])]


def manuscript(text: str) -> Manuscript:
    """The screen taken apart: what it says, its options, its way back."""
    said, options, back = [], [], None
    for line in text.split("\n"):
        if found := _OPTION.fullmatch(line):
            options.append(Option(found[1], found[2]))
        elif found := _PLAIN.fullmatch(line):
            options.append(Option(found[1], line, plain=True))
        elif _BACK.fullmatch(line):
            back = line
        else:
            said.append(line)
    return Manuscript("\n".join(said), tuple(options), back=back)


@pytest.mark.parametrize(("text", "count"), SCREENS)
def test_a_drafted_screen_is_counted_as_it_was(text: str, count: int) -> None:
    used = size(text, SMALLEST)
    assert used.used == count
    assert used.fits


@pytest.mark.parametrize(("text", "count"), ALONE)
def test_a_drafted_screen_is_one_page_and_reads_as_drafted(text: str, count: int) -> None:
    (page,) = paginate(manuscript(text), SMALLEST)
    assert page.text == text
    assert not page.more
