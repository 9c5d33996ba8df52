"""Takes a mapping of a script apart, entry by entry, and remembers every fault, not only the first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

from core.digits import is_ascii_digits
from flows.faults import Fault
from flows.messages import NC_
from flows.node import Node

LONGEST_NUMBER = 9
"""Digits beyond which no number of ours goes."""


class Fields:
    """The entries of one mapping; what has not been asked for by `close()` is a fault."""

    def __init__(self, node: Node, faults: list[Fault], where: str) -> None:
        self.node = node
        self.where = where
        self._faults = faults
        self._asked: set[str] = set()
        self.is_mapping = node.text is None and not node.items
        if not self.is_mapping:
            self.fault(f"{where} is not a mapping", "write `key: value` lines under it")

    def fault(self, what: str, mend: str, at: Node | None = None) -> None:
        """Remember what is wrong, at the entry `at` or at the mapping itself."""
        self._faults.append((at or self.node).fault(what, mend))

    def below(self, node: Node, where: str) -> Fields:
        """The entries of a mapping inside this one; its faults are gathered with these."""
        return Fields(node, self._faults, where)

    def has(self, key: str) -> bool:
        return key in self.node.entries

    def node_of(self, key: str) -> Node:
        """The entry itself, or the mapping where it is missing: the place to point at."""
        return self.node.entries.get(key, self.node)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that must stand there, unless there is a default."""
        self._asked.add(key)
        entry = self.node.entries.get(key)
        if entry is None and default is not None:
            return default
        if entry is None or not entry.text:
            self.fault(f"{self.where} has no `{key}`", f"add `{key}: …`", entry)
            return ""
        return entry.text

    def optional(self, key: str) -> str | None:
        """A text, or None where it does not stand."""
        return self.text(key) if self.has(key) else None

    def message(self, key: str) -> str:
        """The id of a text that is said: the text, or `{text: Free, context: language screen}`."""
        entry = self.node_of(key)
        if entry is self.node or not entry.entries:
            return self.text(key)
        self._asked.add(key)
        below = self.below(entry, f"`{key}`")
        message = NC_(below.text("context"), below.text("text"))
        below.close()
        return message

    def optional_message(self, key: str) -> str | None:
        """Such an id, or None where the text does not stand."""
        return self.message(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """`yes` or `no`; no where it does not stand."""
        value = self.text(key, "no")
        if value not in ("yes", "no"):
            self.fault(f"`{key}` is `{value}`", f"write `{key}: yes` or leave it out", self.node_of(key))
        return value == "yes"

    def number(self, key: str) -> int:
        value = self.text(key)
        if is_ascii_digits(value) and len(value) <= LONGEST_NUMBER:
            return int(value)
        if value:
            self.fault(
                f"`{key}` is `{value}`, not a number",
                f"write up to {LONGEST_NUMBER} digits",
                self.node_of(key),
            )
        return 1  # harmless to whatever is checked next

    def words(self, key: str) -> tuple[str, ...]:
        """Words parted by spaces; empty where the key does not stand."""
        return tuple(self.text(key).split()) if self.has(key) else ()

    def mapping(self, key: str) -> Mapping[str, Node]:
        """The entries below `key`; empty where it does not stand."""
        self._asked.add(key)
        entry = self.node.entries.get(key)
        if entry is None:
            return {}
        if entry.text is not None or entry.items:
            self.fault(f"`{key}` is not a mapping", f"write `key: value` lines under `{key}:`", entry)
        return entry.entries

    def one_of(self, kinds: Collection[str], what: str) -> str | None:
        """The one entry of `kinds` that stands here; None, and a fault, for none or several."""
        found = [kind for kind in kinds if kind in self.node.entries]
        if len(found) == 1:
            return found[0]
        several = f"more than one {what}: {', '.join(f'`{kind}`' for kind in found)}"
        mend = f"keep one of {', '.join(found)}" if found else f"add one of: {', '.join(kinds)}"
        self.fault(f"{self.where} has {several if found else f'no {what}'}", mend)
        return None

    def texts(self, key: str) -> dict[str, str]:
        """The entries below `key`, each a text."""
        found = {}
        for name, entry in self.mapping(key).items():
            if entry.text is None:
                self.fault(f"`{key}: {name}` is not a text", "write one text after the colon", entry)
            found[name] = entry.text or ""
        return found

    def close(self) -> None:
        """Name every entry that nothing asked for: most often a slip of the pen."""
        for key, entry in self.node.entries.items():
            if key not in self._asked:
                near = get_close_matches(key, self._asked, n=1)
                mend = (
                    f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(sorted(self._asked))}"
                )
                self.fault(f"{self.where} knows no `{key}`", mend, entry)
