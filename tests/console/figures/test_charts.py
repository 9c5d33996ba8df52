"""Pictures: nothing that a strict policy refuses, said in words, told apart by more than colour."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from console.figures import charts
from console.figures.charts import Picture, Series, Size

DRAWN = [charts.stacked, charts.lying, charts.standing]
KHMER = "រង់ចាំមន្ត្រី"
NASTY = '<script>alert("x")</script>&'


def picture(*values: tuple[float, ...]) -> Picture:
    """As many labels as a series has numbers."""
    fills = [charts.PLAIN, charts.HATCHED, charts.DOTTED, *charts.AGES]
    series = [Series(f"s{at}", fills[at], numbers) for at, numbers in enumerate(values)]
    labels = [KHMER, NASTY, "Third", "Fourth"][: len(values[0])]
    return Picture("p", NASTY, "What it shows", labels, series)


@pytest.mark.parametrize("draw", DRAWN)
def test_a_picture_has_no_style_and_no_script(draw: Callable[[Picture], str]) -> None:
    svg = draw(picture((1, 2, 3), (4, 0, 6)))
    names = {re.sub("{.*}", "", each.tag) for each in ElementTree.fromstring(svg).iter()}  # noqa: S314  our own
    attributes = {name for each in ElementTree.fromstring(svg).iter() for name in each.attrib}  # noqa: S314
    assert names <= {"svg", "g", "rect", "path", "text", "title", "desc", "defs", "pattern"}
    assert not {name for name in attributes if name == "style" or name.startswith("on")}
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("draw", DRAWN)
def test_a_picture_is_read_out_by_its_title_and_description(draw: Callable[[Picture], str]) -> None:
    root = ElementTree.fromstring(draw(picture((1, 2, 3))))  # noqa: S314  our own
    assert root.attrib["role"] == "img"
    by_id = {each.get("id"): each.text for each in root.iter()}
    assert [by_id[name] for name in root.attrib["aria-labelledby"].split()] == [NASTY, "What it shows"]
    assert KHMER in "".join(root.itertext())


def bars(svg: str, fill: str) -> list[float]:
    """How wide its bars of a fill are, from the top down."""
    root = ElementTree.fromstring(svg)  # noqa: S314  our own
    found = [each for each in root.iter() if each.get("fill") == fill and "rect" in each.get("class", "")]
    return [float(each.get("width", 0)) for each in sorted(found, key=lambda each: float(each.attrib["y"]))]


@pytest.mark.parametrize("draw", [charts.stacked, charts.lying])
def test_bars_are_as_long_as_their_numbers_in_the_order_of_the_table(draw: Callable[[Picture], str]) -> None:
    given = picture((10, 20, 5), (0, 40, 10))
    for series in given.series:
        drawn = bars(draw(given), given.fill(series))
        one = max(drawn) / max(series.values)
        assert [round(width / one, 3) for width in drawn] == list(series.values)


@pytest.mark.parametrize("values", [(0, 0, 0), (1, 1, 1), (0.5, 2.5, 7), (999, 1000, 1001), (10**7, 3, 0)])
def test_marks_are_whole_numbers_and_reach_the_longest_bar(values: tuple[float, ...]) -> None:
    svg = charts.lying(picture(values))
    marks = [int(text.replace(",", "")) for text in re.findall(r'class="(?:major)?">([0-9,]+)</text>', svg)]
    assert marks == sorted(set(marks))
    assert 2 <= len(marks) <= 6
    assert marks[-1] >= max(values)


@pytest.mark.parametrize("draw", [charts.stacked, charts.lying])
def test_a_phone_has_a_drawing_of_its_own_with_the_same_bars(draw: Callable[[Picture, Size], str]) -> None:
    given = picture((10, 20, 5), (0, 40, 10))
    drawn = charts.for_each_screen(draw, given)
    fills, wide, narrow = ElementTree.fromstring(f"<div>{drawn}</div>")  # noqa: S314  our own
    kept = {each.get("id") for each in fills.iter("pattern")}
    assert {fill for fill, _ in given.key if fill.startswith("url")} == {"url(#p-hatched)"}
    assert "p-hatched" in kept
    ids = re.findall(r' id="([^"]*)"', drawn)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", drawn)) <= set(ids)
    assert ["on-wide" in wide.attrib["class"], "on-narrow" in narrow.attrib["class"]] == [True, True]
    assert float(narrow.attrib["viewBox"].split()[2]) < 0.6 * float(wide.attrib["viewBox"].split()[2])
    lengths = [bars(ElementTree.tostring(each, "unicode"), charts.PLAIN) for each in (wide, narrow)]
    assert [[round(bar / max(drawn), 3) for bar in drawn] for drawn in lengths] == [[0.5, 1, 0.25]] * 2


def test_fills_differ_in_lightness_or_shape() -> None:
    assert len({charts.PLAIN, charts.HATCHED, charts.DOTTED}) == 3
    lightness = [sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in charts.AGES]
    assert lightness == sorted(lightness, reverse=True)
    assert min(a - b for a, b in pairwise(lightness)) > 60
