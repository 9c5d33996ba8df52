"""In which order people read the scripts."""

from __future__ import annotations

from flows.script import Scripts


def reading_order(scripts: Scripts) -> list[str]:
    """As a household meets them: where a call begins, the menu, then the rest by name."""
    first = scripts.first.split("/", 1)[0]
    home = (scripts.home or first).split("/", 1)[0]
    return sorted(scripts.scripts, key=lambda flow: (flow != first, flow != home, flow))
