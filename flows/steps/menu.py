"""A menu: keys 1 to 8, the same on every page and in every release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.events import Chosen, Typed
from flows.fields import Fields
from flows.node import Node
from flows.screen import Kind, Screen
from flows.state import State
from flows.steps.claims import read_claims
from flows.steps.option import BACK, Option, read_options
from flows.steps.reading import read_show, read_texts
from flows.steps.step import Asking, Go, Miss


@dataclass(frozen=True)
class Menu(Asking):
    """`menu:` a text, `options:` by key, `alone: yes` where a key must be pressed for it alone, `forget: yes`
    where a form that is left here is not unfinished.

    ```yaml
    resume:
      menu: Your request is not finished.
      options:
        1: {label: Continue, go: continue}
        0: {label: Menu, go: menu/main}
    ```
    """

    options: Mapping[str, Option]
    alone: bool = False
    forget: bool = False

    @property
    def home(self) -> Go | None:
        """Where the key 0 leads, if not one step back."""
        option = self.options.get(BACK)
        return Go(option.go, option.sets) if option else None

    def screen(self, state: State) -> Screen:
        home = self.options.get(BACK)
        return Screen(
            spot=self.spot,
            kind=Kind.MENU,
            texts=self.texts,
            show=self.values(state),
            choices=tuple(option.choice() for key, option in self.options.items() if key != BACK),
            back=home.label if home else None,
            alone=self.alone,
        )

    def take(self, event: Typed | Chosen) -> Go | Miss:
        option = self.options.get(event.value) if isinstance(event, Chosen) else None
        return Go(option.go, option.sets) if option else Miss()

    @property
    def resumable(self) -> bool:
        return super().resumable and any(option.sets for option in self.options.values())

    def targets(self) -> Mapping[str, Node]:
        return {option.go: option.node for option in self.options.values()}

    def messages(self) -> tuple[str, ...]:
        return (
            *super().messages(),
            *(said for option in self.options.values() for said in option.messages()),
        )


def read_menu(flow: str, name: str, fields: Fields) -> Menu:
    """Reads a step that has `menu:`."""
    texts = read_texts(fields, "menu")
    menu = Menu(
        flow,
        name,
        fields.node,
        texts=texts,
        show=read_show(fields, texts),
        claims=read_claims(fields),
        options=read_options(fields),
        alone=fields.flag("alone"),
        forget=fields.flag("forget"),
    )
    if not menu.options and fields.node_of("options").text is None:
        fields.fault(f"{fields.where} offers nothing", "add `options:`, or write `end:` instead of `menu:`")
    return menu
