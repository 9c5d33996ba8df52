"""What each key meant in the last release: a committed record, rewritten only on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

from flows.script import Scripts
from flows.steps.question import Question
from flows.steps.step import Asking, Step

FILE = "keys.json"


@dataclass(frozen=True)
class Meaning:
    """A key's words, and its way: where it leads and what it answers."""

    label: str
    way: str

    def __str__(self) -> str:
        return f"`{self.label}` (leads to {self.way})"


Record: TypeAlias = Mapping[str, Mapping[str, Meaning]]
"""By spot, then by key."""


def meanings(scripts: Scripts) -> dict[str, dict[str, Meaning]]:
    """What the keys mean now."""
    found = {step.spot: dict(_keys(step)) for step in scripts.steps() if isinstance(step, Asking)}
    return {spot: keys for spot, keys in sorted(found.items()) if keys}


def _keys(step: Step) -> Iterator[tuple[str, Meaning]]:
    for key, option in getattr(step, "options", {}).items():
        answers = " ".join(f"{name}={value}" for name, value in sorted(option.sets.items()))
        yield key, Meaning(option.label, f"{option.go} {answers}".strip())
    if isinstance(step, Question):
        for choice in step.asked.choices():
            if choice.key is not None and isinstance(choice.label, str):
                yield choice.key, Meaning(choice.label, f"{step.save}={step.asked.value(choice.value)}")


def read_record(folder: Path) -> Record | None:
    """The record beside the scripts of `folder`; None where there is none that can be read."""
    try:
        read = json.loads((folder / FILE).read_text("utf-8"))
        return {spot: {key: Meaning(**each) for key, each in keys.items()} for spot, keys in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def write_record(folder: Path, scripts: Scripts) -> None:
    """What the keys mean now, as of a release. A key that is gone is kept: it may come back."""
    record = {spot: dict(keys) for spot, keys in (read_record(folder) or {}).items()}
    for spot, keys in meanings(scripts).items():
        record[spot] = {**record.get(spot, {}), **keys}
    plain = {spot: {key: asdict(each) for key, each in keys.items()} for spot, keys in record.items()}
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / FILE).write_text(f"{text}\n", "utf-8")
