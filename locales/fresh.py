"""Whether the catalogues hold exactly the messages of the scripts and the code: `make check` asks.

Every message must stand in the template and in each language, translated, not fuzzy, with the same
placeholders, and marked for native review until a native reader signed it off. Prints each fault with its
mend; exits with 1 when there is one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from flows.messages import BREAK, braces
from locales import reviewing
from locales.compile import BrokenCatalogue, read_strictly

LOCALES = Path(__file__).resolve().parent
OF_THE_IDS = "en"
KEYWORDS = {**DEFAULT_KEYWORDS, "NC_": ((1, "c"), 2)}
"""Babel's own, and our mark of a message in a context: `NC_(context, message)`."""
MEND = "run `make translations`, then translate what is new"


@cache
def extracted() -> frozenset[str]:
    """Every message that stands in the tree, as `named` writes it; read once a process."""
    with (LOCALES / "babel.cfg").open() as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    found = extract_from_dir(LOCALES.parent, methods, options, KEYWORDS, directory_filter=_wanted)
    return frozenset(named(message, context) for _, _, message, _, context in found)


def named(message: str | tuple[str, ...] | list[str], context: str | None) -> str:
    """A message for people: "Back", or "Khmer (language screen)" where it has a context."""
    text = message if isinstance(message, str) else message[0]
    return f"{text} ({context})" if context else text


def _wanted(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "_")) and name not in ("tests", "node_modules", "var")


def faults(folder: Path = LOCALES) -> Iterator[str]:
    """What is wrong with the catalogues in `folder`, one line each."""
    messages = extracted()
    for path in (*sorted(folder.glob("*.pot")), *sorted(folder.glob("*/LC_MESSAGES/*.po"))):
        name = path.relative_to(folder)
        try:
            catalogue = read_strictly(path)
        except BrokenCatalogue as error:
            yield from (f"{name}:{line}: {what}: {mend}" for line, what, mend in error.faults)
            continue
        ids = {named(message.id, message.context) for message in catalogue if message.id}
        yield from (f"{name}: `{message}` is missing: {MEND}" for message in sorted(messages - ids))
        yield from (f"{name}: `{message}` is used no more: {MEND}" for message in sorted(ids - messages))
        if path.suffix == ".po":
            own = path.parts[-3] == OF_THE_IDS
            yield from (f"{name}: {fault}" for fault in _untranslated(catalogue, own))
            if path.parts[-3] in reviewing.LANGUAGES:
                yield from (f"{name}: {fault}" for fault in _unmarked(catalogue))


def _untranslated(catalogue: Catalog, own: bool) -> Iterator[str]:
    """`own`: the language of the ids, in which a message that says nothing else reads as its id."""
    for message in catalogue:
        said = str(message.string or "").replace(BREAK, "").strip()
        if not message.id or (own and not message.string):
            continue
        name = named(message.id, message.context)
        # Khmer parts with a blank what English parts with a comma
        blank = not said if any(map(str.isalpha, str(message.id))) else not message.string
        if blank or message.fuzzy:
            yield f"`{name}` is not translated, or only by guess: {_mend(message)}"
        elif braces(said) != braces(str(message.id)):
            yield f"`{name}` has other placeholders than its translation: keep the names in braces"


def _mend(message: Message) -> str:
    return f"translate it{' and take `fuzzy` away' if message.fuzzy else ''}"


def _unmarked(catalogue: Catalog) -> Iterator[str]:
    """What neither waits for a native reader nor was signed off by one, as it now stands."""
    for message in catalogue:
        if message.id and not reviewing.is_reviewed(message) and reviewing.FLAG not in message.user_comments:
            name = named(message.id, message.context)
            yield f"`{name}` is not as it was reviewed, or never was: run `make translations`"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "the catalogues are fresh")
    sys.exit(bool(found))
