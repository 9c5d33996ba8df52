"""A question: something to type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.events import Chosen, Typed
from flows.fields import Fields
from flows.node import Node
from flows.questions import READERS, Asked
from flows.screen import Kind, Screen
from flows.state import State
from flows.steps.claims import read_claims
from flows.steps.option import Option, read_options_beside
from flows.steps.reading import read_show, read_texts
from flows.steps.step import Asking, Go, Miss
from flows.steps.words import InWords, read_in_words


@dataclass(frozen=True)
class Question(Asking):
    """`ask:` a text, one entry that says what for (`number:`, `digits:`, `several:`), `save:` and `go:`.

    `options:` beside it are keys that are no answer but a way on ("1.Choose by name"). `words:` takes what
    was typed in letters another way.

    `secret: yes`: a PIN, a code, digits of a card. The answer goes to the first doing that names it in `of:`
    and is gone with that doing's outcome; `keeps: yes` lets it live for as long as a doing ahead, or one that
    Back leads to, names it. Either way it never leaves its script, nor stands on a screen or in a draft.
    """

    asked: Asked
    save: str
    go: str
    options: Mapping[str, Option]
    words: InWords | None = None
    secret: bool = False
    keeps: bool = False

    def screen(self, state: State) -> Screen:
        return Screen(
            spot=self.spot,
            kind=Kind.QUESTION,
            texts=self.texts,
            show=self.values(state),
            choices=(*self.asked.choices(), *(option.choice() for option in self.options.values())),
            alone=self.secret,
            secret=self.secret,
        )

    def take(self, event: Typed | Chosen) -> Go | Miss:
        # one key of `several` comes as chosen, two come as typed: both are what was pressed
        pressed = event.value if isinstance(event, Chosen) else event.text
        if option := self.options.get(pressed):
            return Go(option.go, option.sets)
        try:
            answer = {self.save: self.asked.value(pressed)}
        except ValueError:
            return (self.words and self.words.take(pressed)) or Miss()
        return Go(self.go, private=answer) if self.secret else Go(self.go, answer)

    @property
    def resumable(self) -> bool:
        """A secret is asked for in its place only: what came before it may be gone."""
        return super().resumable and not self.secret

    def targets(self) -> Mapping[str, Node]:
        ways = {option.go: option.node for option in self.options.values()}
        if self.words:
            ways[self.words.go] = self.node.entries["words"]
        return {**ways, self.go: self.node.entries.get("go", self.node)}

    def messages(self) -> tuple[str, ...]:
        labels = (said for option in self.options.values() for said in option.messages())
        return (*super().messages(), *self.asked.messages(), *labels)


def read_question(flow: str, name: str, fields: Fields) -> Question | None:
    """Reads a step that has `ask:`; None where it says not what for."""
    texts = read_texts(fields, "ask")
    kind = fields.one_of(READERS, "kind of answer")
    if kind is None:
        return None
    question = Question(
        flow,
        name,
        fields.node,
        texts=texts,
        show=read_show(fields, texts),
        claims=read_claims(fields),
        asked=READERS[kind](fields),
        save=fields.text("save"),
        go=fields.text("go"),
        options=read_options_beside(fields),
        words=read_in_words(fields),
        secret=fields.flag("secret"),
        keeps=fields.flag("keeps"),
    )
    for key, option in question.options.items():
        if _is_answer(key, question.asked):
            fields.fault(f"the key {key} is an answer as well", "use another key", option.node)
    return question


def _is_answer(typed: str, asked: Asked) -> bool:
    try:
        asked.value(typed)
    except ValueError:
        return False
    return True
