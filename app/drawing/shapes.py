"""The few shapes of a picture, as SVG elements."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

FONT = (
    "'Noto Sans Khmer','Khmer OS Siemreap','Khmer OS','Khmer UI','Leelawadee UI','Khmer Sangam MN',"
    "'Noto Sans','DejaVu Sans',sans-serif"
)
"""The project's own font where a viewer has it, else the Khmer font of their system."""
PAPER, CARD, HUSHED = "#ffffff", "#fffdf8", "#eef0f6"
INK, SOFT, LINE, INDIGO = "#20263a", "#565d70", "#8b90a0", "#2b3a67"
"""The colours of the house's pages."""


def text(
    parent: Element,
    x: float,
    y: float,
    said: str,
    *,
    size: float = 13,
    fill: str = INK,
    anchor: str = "",
    bold: bool = False,
) -> Element:
    """One line of text, its baseline at `y`."""
    element = SubElement(
        parent, "text", {"x": number(x), "y": number(y), "font-size": number(size), "fill": fill}
    )
    if anchor:
        element.set("text-anchor", anchor)
    if bold:
        element.set("font-weight", "700")
    element.text = said
    return element


def box(
    parent: Element, x: float, y: float, w: float, h: float, *, fill: str, line: str = "", corner: float = 8
) -> Element:
    """A rectangle with round corners."""
    found = {
        "x": number(x),
        "y": number(y),
        "width": number(w),
        "height": number(h),
        "rx": number(corner),
        "fill": fill,
    }
    if line:
        found |= {"stroke": line, "stroke-width": "1.2"}
    return SubElement(parent, "rect", found)


def path(parent: Element, d: str, *, dashed: bool = False) -> Element:
    """A line without an inside."""
    found = {"d": d, "fill": "none", "stroke": LINE, "stroke-width": "1.6"}
    if dashed:
        found["stroke-dasharray"] = "5 4"
    return SubElement(parent, "path", found)


def ring(parent: Element, x: float, y: float, said: str, *, filled: bool) -> None:
    """A number in a circle: filled where the step itself stands, empty where a way leads to it."""
    fill, ink = (INDIGO, PAPER) if filled else (PAPER, INDIGO)
    found = {
        "cx": number(x),
        "cy": number(y),
        "r": "11",
        "fill": fill,
        "stroke": INDIGO,
        "stroke-width": "1.4",
    }
    SubElement(parent, "circle", found)
    text(parent, x, y + 4, said, size=11.5, fill=ink, anchor="middle", bold=True)


def number(value: float) -> str:
    """A figure without needless digits: the same picture is the same file everywhere."""
    return f"{value:.1f}".removesuffix(".0")
