"""Pictures of figures, drawn by pygal and then made plain: no style, no script, a title and a description.

A fill is told from another by its shape or its lightness, never by its colour alone.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import pygal
from pygal.style import Style

from console.funnel.lettering import broken

# it finds plugins of maps, by a way that Python has given up: we have none, and every import would ask it
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

LETTER = 15
"""How high letters are, in units of the picture."""


@dataclass(frozen=True)
class Size:
    """`width`: of the picture. `label`: room for one beside a bar, in ems. `marks`: so many on the axis."""

    width: int
    label: float
    marks: int
    shown: str
    """A class of console.css: on which screens it is there."""


WIDE = Size(640, 16.5, 4, "on-wide")
NARROW = Size(340, 9.5, 2, "narrow on-narrow")
"""For a phone: as large letters, shorter bars and names."""

AGES = ("#dfe4f5", "#b3bfe6", "#7f8fca", "#4d5ea6", "#24315a")
"""From what is new to what waits longest: darker and darker."""
PLAIN, HATCHED, DOTTED = "#34437f", "url(#{name}-hatched)", "url(#{name}-dotted)"

_BAR, _EDGES = 40, 70
_UPRIGHT = 8
"""So many labels have room beside one another."""
_UNWANTED = ("style", "script", "title", "desc")
_SVG = "{http://www.w3.org/2000/svg}"
_STYLE = Style(
    label_font_size=LETTER,
    major_label_font_size=LETTER,
    value_font_size=LETTER,
    value_label_font_size=LETTER,
)


@dataclass(frozen=True)
class Series:
    """One number for each label, under one name and with one fill."""

    name: str
    fill: str
    values: Sequence[float]


@dataclass(frozen=True)
class Picture:
    """What it shows. `name` is unique on its page; `title` and `description` are read out instead of it."""

    name: str
    title: str
    description: str
    labels: Sequence[str]
    series: Sequence[Series]

    @property
    def key(self) -> list[tuple[str, str]]:
        """What each fill means."""
        return [(self.fill(each), each.name) for each in self.series]

    def fill(self, series: Series) -> str:
        """The fill on this page."""
        return series.fill.format(name=self.name)


def for_each_screen(draw: Callable[[Picture, Size], str], picture: Picture) -> str:
    """Two drawings of which a screen shows one: a phone would see but the beginning of the wide one.

    The fills that the key shows stand in neither: what is not shown fills nothing.
    """
    fills = Element("svg", {"class": "fills", "aria-hidden": "true", "width": "0", "height": "0"})
    _patterns(fills, picture)
    drawn = [(WIDE, "wide"), (NARROW, "narrow")]
    return tostring(fills, "unicode") + "".join(
        draw(replace(picture, name=f"{picture.name}-{word}"), size) for size, word in drawn
    )


def stacked(picture: Picture, size: Size = WIDE) -> str:
    """Bars that lie, one below the other, each made up of its series."""
    return _drawn(pygal.HorizontalStackedBar, picture, size, lying=True)


def lying(picture: Picture, size: Size = WIDE) -> str:
    """Bars that lie, those of one label beside one another."""
    return _drawn(pygal.HorizontalBar, picture, size, lying=True, bars=len(picture.series))


def standing(picture: Picture) -> str:
    """Bars that stand, for what happened one after the other. On a phone they are moved sideways."""
    return _drawn(pygal.Bar, picture, replace(WIDE, shown=""), lying=False)


def _drawn(kind: type[Any], picture: Picture, size: Size, *, lying: bool, bars: int = 1) -> str:
    # lying bars are drawn from the bottom up
    order = -1 if lying else 1
    height = len(picture.labels) * (_BAR + 14 * (bars - 1)) + _EDGES if lying else 320
    chart = kind(
        width=size.width,
        height=height,
        style=_STYLE,
        js=(),
        show_legend=False,
        truncate_label=-1,
        no_prefix=True,
        disable_xml_declaration=True,
        show_x_guides=lying,
        show_y_guides=not lying,
        margin=8,
        spacing=6,
        x_label_rotation=0 if lying or len(picture.labels) <= _UPRIGHT else 35,
        **_axis(picture, size, kind is pygal.HorizontalStackedBar),
    )
    chart.x_labels = [broken(label, size.label, 1)[0] for label in picture.labels][::order]
    for each in picture.series:
        chart.add(each.name, list(each.values)[::order])
    chart.add_xml_filter(lambda root: _plain(root, picture, size))
    return str(chart.render(is_unicode=True))


def _axis(picture: Picture, size: Size, sums: bool) -> dict[str, Any]:
    """Marks at whole round numbers, so many that their labels do not touch."""
    columns = list(zip(*(each.values for each in picture.series), strict=True))
    most = max((sum(column) if sums else max(column) for column in columns), default=0) or 1
    step = _round_up(most / size.marks)
    marks = [step * at for at in range(math.ceil(most / step) + 1)]
    return {"y_labels": marks, "range": (0, marks[-1]), "value_formatter": lambda value: f"{value:,.0f}"}


def _round_up(number: float) -> int:
    """The next of 1, 2, 5, 10, 20, 50 …"""
    if number <= 1:
        return 1
    power = 10 ** math.floor(math.log10(number))
    return int(next(step for step in (1, 2, 5, 10) if number <= step * power) * power)


def _plain(root: Element, picture: Picture, size: Size) -> Element:
    """The drawing without what a strict policy refuses, said in words, its bars filled."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _unwanted(child):
                parent.remove(child)
    root.attrib.pop("id", None)
    read = f"{picture.name}-t {picture.name}-d"
    root.attrib.update({"class": f"chart {size.shown}".rstrip(), "role": "img", "aria-labelledby": read})
    for at, (tag, text) in enumerate((("title", picture.title), ("desc", picture.description))):
        said = Element(tag, {"id": f"{picture.name}-{tag[0]}"})
        said.text = text
        root.insert(at, said)
    _patterns(root, picture)
    for number, series in enumerate(picture.series):
        _fill(root, f"serie-{number}", picture.fill(series))
    return root


def _unwanted(element: Element) -> bool:
    """Comments, styles, scripts, and what scripts would show."""
    overlay = any(word.endswith("overlay") for word in element.attrib.get("class", "").split())
    return overlay or not isinstance(element.tag, str) or _bare(element) in _UNWANTED


def _bare(element: Element) -> str:
    return str(element.tag).removeprefix(_SVG)


def _fill(root: Element, name: str, fill: str) -> None:
    for group in root.iter():
        if name in group.attrib.get("class", "").split() and "series" in group.attrib["class"]:
            for bar in group.iter():
                if _bare(bar) == "rect":
                    bar.attrib["fill"] = fill


def _patterns(root: Element, picture: Picture) -> None:
    defs = SubElement(root, "defs")
    for kind, paper, ink in (("hatched", "#b4383b", "#fffdf8"), ("dotted", "#fffdf8", "#34437f")):
        size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
        turned = {"patternTransform": "rotate(45)"} if kind == "hatched" else {}
        pattern = SubElement(defs, "pattern", {"id": f"{picture.name}-{kind}", **size, **turned})
        SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": paper})
        mark = {"width": "2", "height": "6"} if kind == "hatched" else {"width": "3", "height": "3"}
        SubElement(pattern, "rect", {**mark, "fill": ink})
