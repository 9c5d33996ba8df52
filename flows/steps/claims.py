"""What a step says of its own screens; `samnaeu flows check` holds it to that."""

from __future__ import annotations

from dataclasses import dataclass

from flows.fields import Fields


@dataclass(frozen=True)
class Claims:
    """`pages:` how many it may take at worst, in every language on every network, 1 unless said.

    `free: yes`: its text says that the service is free. Every ending does, unless it says `free: no`.
    `both_scripts: yes`: it is read before a language was chosen, so that Khmer stands on an English screen.
    """

    pages: int = 1
    free: bool = False
    both_scripts: bool = False


def read_claims(fields: Fields, free: bool = False) -> Claims:
    """Reads them; `free`: what holds where nothing is said of it."""
    return Claims(
        pages=fields.number("pages") if fields.has("pages") else 1,
        free=fields.flag("free") if fields.has("free") else free,
        both_scripts=fields.flag("both_scripts") if fields.has("both_scripts") else False,
    )
