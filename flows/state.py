"""Where a conversation stands: a small JSON value, and all that the engine remembers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any, Self

from pydantic import ConfigDict, TypeAdapter, with_config

from flows.values import Json

TRAIL = 14
"""Steps that Back can undo: the longest way, for a helper by list, up to an answer that is changed again."""


@with_config(ConfigDict(strict=True))
@dataclass(frozen=True)
class State:
    """A conversation's place and answers.

    `at` is the way to the present step: `flow/step` of each script in use, outermost first, parted by `>`
    ("request/place>place/district"). `trail` holds the earlier asking steps, for Back.
    """

    at: str
    language: str
    answers: dict[str, Json] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    misses: int = 0
    draft: str | None = None
    """The identity of the form being filled in, so that sending it twice is sending it once."""
    visits: dict[str, int] = field(default_factory=dict)
    """How often a doing that may be done once has been finished in this draft."""
    resumed: bool = False
    earlier: tuple[str, ...] = ()
    """Names of the answers from before the line dropped that were not given anew since: never told again."""
    private: dict[str, Json] = field(default_factory=dict, repr=False)
    """Secrets typed, and what only the household may know: by name, as `flows.secrets` lets them live."""
    missing: tuple[str, ...] = ()
    """Of those that it had, the names of such as were forgotten since: the step can't be gone on with."""
    asked: str = ""
    """The fingerprint of the question that the present step shows; empty while none is shown."""

    @property
    def flow(self) -> str:
        """The outermost script."""
        return self.at.split("/", 1)[0]

    @property
    def step(self) -> str:
        """The present step as `flow/step`."""
        return self.at.rsplit(">", 1)[-1]

    @property
    def known(self) -> dict[str, Json]:
        """All answers by name, the private ones too."""
        return {**self.answers, **self.private} if self.private else self.answers

    def moved(self, at: str, **changes: Any) -> Self:
        """At another step, where nothing has been asked yet. What is private stays in its script."""
        if self.private and at.split("/", 1)[0] != self.flow:
            changes["private"] = {}
        return replace(self, at=at, asked="", **changes)

    def to_json(self) -> str:
        """The state as compact JSON, leaving out what is empty; of what is private the names alone."""
        here = f"{self.flow}/"
        # most of the trail lies in one script: naming it once keeps a draft small
        trail = [spot if not spot.startswith(here) else spot.removeprefix(self.flow) for spot in self.trail]
        missing = sorted({*self.private, *self.missing})
        written = vars(self) | {"trail": trail, "private": {}, "missing": missing}
        fields = {name: value for name, value in written.items() if value}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    def recalling(self, private: dict[str, Json]) -> Self:
        """With the private answers that were kept elsewhere; what is not among them stays missing."""
        missing = tuple(name for name in self.missing if name not in private)
        return replace(self, private=private, missing=missing)

    @classmethod
    def from_json(cls, text: str | bytes) -> State:
        """The state that `to_json` wrote. Raises ValueError for anything else."""
        read = _READER.validate_json(text)
        trail = [read.flow + spot if spot.startswith("/") else spot for spot in read.trail]
        return replace(read, trail=tuple(trail))


_READER = TypeAdapter(State)  # made once: it takes longer than a thousand readings
