"""Words where digits are asked for, or one of a list: a name that is typed is an answer of its own."""

from __future__ import annotations

from dataclasses import dataclass

from flows.fields import Fields
from flows.steps.step import Go

LONGEST = 60
"""Characters that are kept of what was typed: a village, its commune and its district, with titles."""
_FEWEST = 2  # letters: one alone is a slip of the finger


@dataclass(frozen=True)
class InWords:
    """`words: {save: …, go: …}` beside a question or a list: the answer to keep it in, and the way on."""

    save: str
    go: str

    def take(self, typed: str) -> Go | None:
        """The way on for what has letters in it; None for all else."""
        kept = " ".join(typed.split())[:LONGEST]
        if sum(letter.isalpha() for letter in kept) < _FEWEST:
            return None
        return Go(self.go, {self.save: kept})


def read_in_words(parent: Fields) -> InWords | None:
    """Reads `words:`; None where it does not stand."""
    if not parent.mapping("words"):
        return None
    fields = parent.below(parent.node_of("words"), "`words`")
    words = InWords(fields.text("save"), fields.text("go"))
    fields.close()
    return words
