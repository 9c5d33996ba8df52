"""What a recording of a screen reads out, where a channel plays one."""

from __future__ import annotations

from flows.screen import Screen


def spoken(screen: Screen) -> tuple[str, ...]:
    """The message ids in their order: the wording with room for everything, then what there is to choose.

    Items of a list come from core, and nobody records those.
    """
    labels = (choice.button or choice.label for choice in screen.choices)
    return (screen.texts.roomiest, *(label for label in labels if isinstance(label, str)))
