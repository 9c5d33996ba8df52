"""How urgent a request is, by its kind and open rules over what was told (urgency.toml), and why.

Only the rank is stored beside the sealed answers, so that the line can be ordered. It tells whoever has a
copy of the database without its keys that some rule fitted, not which: that is the price of a quick queue.
The reasons are worked out anew from the answers whenever an officer looks.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.requests import kinds
from core.requests.kinds import Hurry
from core.requests.levels import Level
from core.requests.request import Answers, Need

_FILE = Path(__file__).with_name("urgency.toml")


@dataclass(frozen=True)
class Urgency:
    """A level, and why, as code words in the order of the rules."""

    level: Level
    reasons: tuple[str, ...] = ()


ORDINARY = Urgency(Level.ORDINARY)


@dataclass(frozen=True)
class Rule:
    """One rule of the file."""

    level: Level
    reason: str
    needs: frozenset[Need]
    any_of: frozenset[Need]
    people: int | None

    def fits(self, answers: Answers) -> bool:
        """Whether it speaks of such a household."""
        told = answers.needs or frozenset()
        if self.people is not None and answers.people != self.people:
            return False
        return self.needs <= told and (not self.any_of or bool(self.any_of & told))


def urgency_of(answers: Answers | None, kind: str = kinds.ASSESSMENT) -> Urgency:
    """How urgent a request of this kind is for a household of these answers, None of who was erased."""
    if answers is None:
        return ORDINARY
    of_its_kind = kinds.of(kind).urgency
    fitting: list[Hurry | Rule] = [rule for rule in rules() if rule.fits(answers)]
    if of_its_kind:
        fitting.insert(0, of_its_kind)
    if not fitting:
        return ORDINARY
    level = min((each.level for each in fitting), key=lambda level: level.rank)
    return Urgency(level, tuple(each.reason for each in fitting))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules of the file. Raises ValueError where it is not one."""
    return tuple(_rule(written) for written in tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"])


def _rule(written: dict[str, Any]) -> Rule:
    rule = Rule(
        level=Level(written.pop("level")),
        reason=written.pop("reason"),
        needs=frozenset(map(Need, written.pop("needs", []))),
        any_of=frozenset(map(Need, written.pop("any_of", []))),
        people=written.pop("people", None),
    )
    if written or not (rule.needs or rule.any_of):
        raise ValueError(f"{rule.reason}: a rule has a need, and no condition but those of the first lines")
    return rule
