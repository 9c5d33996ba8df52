"""A pick: one of a list that core supplies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.events import Chosen, Item, Typed
from flows.fields import Fields
from flows.node import Node
from flows.screen import Action, Choice, Kind, Screen
from flows.state import State
from flows.steps.claims import read_claims
from flows.steps.doing import Given, read_given
from flows.steps.option import Option, read_options_beside
from flows.steps.reading import read_show, read_texts
from flows.steps.step import Asking, Go, Miss
from flows.steps.words import InWords, read_in_words

OPTION = "option:"
"""Before the key of an option beside a list, so that no item's id can be taken for it."""


@dataclass(frozen=True)
class Pick(Asking):
    """`pick:` a list of core, `text:` above it, `save:` the id chosen, `empty:` where to go without any,
    `words:` where to go with what was typed instead.

    The door numbers the items anew on each page, and hands back the id that stood behind the key pressed:
    a list that changed meanwhile can't turn one answer into another.
    """

    source: str
    given: Given
    save: str
    go: str
    empty: str | None
    options: Mapping[str, Option]
    words: InWords | None = None

    def request(self, state: State) -> Action:
        """The list to ask core for."""
        return Action(self.source, self.given.values(state))

    def screen(self, state: State) -> Screen:
        return Screen(self.spot, Kind.PICK, self.texts, self.values(state))

    def listed(self, state: State, items: tuple[Item, ...]) -> Screen:
        """The screen with its items."""
        listed = tuple(Choice(None, item.label, item.id) for item in items)
        beside = tuple(replace(o.choice(), value=OPTION + o.key) for o in self.options.values())
        return replace(self.screen(state), choices=listed + beside)

    def take(self, event: Typed | Chosen) -> Go | Miss:
        if isinstance(event, Typed):
            return (self.words and self.words.take(event.text)) or Miss()
        if not event.value.startswith(OPTION):
            return Go(self.go, {self.save: event.value})
        option = self.options.get(event.value.removeprefix(OPTION))
        return Go(option.go, option.sets) if option else Miss()

    @property
    def resumable(self) -> bool:
        """A list tells by its items where one stood; asked all over again, it would not fit into a call."""
        return True

    def targets(self) -> Mapping[str, Node]:
        ways = {option.go: option.node for option in self.options.values()}
        if self.empty:
            ways[self.empty] = self.node.entries["empty"]
        if self.words:
            ways[self.words.go] = self.node.entries["words"]
        return {**ways, self.go: self.node.entries.get("go", self.node)}

    def messages(self) -> tuple[str, ...]:
        return (
            *super().messages(),
            *(said for option in self.options.values() for said in option.messages()),
        )


def read_pick(flow: str, name: str, fields: Fields) -> Pick:
    """Reads a step that has `pick:`."""
    texts = read_texts(fields, "text")
    return Pick(
        flow,
        name,
        fields.node,
        texts=texts,
        show=read_show(fields, texts),
        claims=read_claims(fields),
        source=fields.text("pick"),
        given=read_given(fields),
        save=fields.text("save"),
        go=fields.text("go"),
        empty=fields.optional("empty"),
        options=read_options_beside(fields),
        words=read_in_words(fields),
    )
