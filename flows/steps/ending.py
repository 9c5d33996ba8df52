"""An ending: the last screen of a conversation."""

from __future__ import annotations

from dataclasses import dataclass

from flows.fields import Fields
from flows.screen import Kind, Screen
from flows.state import State
from flows.steps.claims import read_claims
from flows.steps.reading import read_show, read_texts
from flows.steps.step import Saying


@dataclass(frozen=True)
class Ending(Saying):
    """`end:` a text, and the conversation is over."""

    def screen(self, state: State) -> Screen:
        return Screen(self.spot, Kind.ENDING, self.texts, self.values(state))


def read_ending(flow: str, name: str, fields: Fields) -> Ending:
    """Reads a step that has `end:`."""
    texts = read_texts(fields, "end")
    show, claims = read_show(fields, texts), read_claims(fields, free=True)
    return Ending(flow, name, fields.node, texts=texts, show=show, claims=claims)
