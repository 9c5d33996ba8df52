"""One programme of social assistance, as its file tells it: facts with their source, nothing guessed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from core.code_files import Code, Coded, Said, Short, Strict, Words

__all__ = ["Amount", "Code", "Document", "Programme", "Said", "Source", "Strict", "Words"]


class Document(StrEnum):
    """What is to be brought."""

    EQUITY_CARD = "equity_card"
    KHMER_ID = "khmer_id"
    BIRTH_CERTIFICATE = "birth_certificate"
    DISABILITY_CARD = "disability_card"


class Source(Strict):
    """Who told it, and as of when."""

    name: Said
    as_of: date


class Amount(Strict):
    """So many riels for `what`. Only with a source: what nobody published is left out."""

    what: Words
    riels: Annotated[int, Field(gt=0, le=100_000_000)]
    source: Source


class Programme(Coded):
    """A programme.

    `sensitive`: no line of it is ever shown, nor counted in a sum, since it would tell an illness. `short`:
    its name where a screen has little room. `brings` are sets of which one is enough. `window`: when one may
    enrol, where that is known.
    """

    sensitive: bool = False
    name: Words
    short: Short
    for_whom: Words
    enrol: Words
    brings: tuple[tuple[Document, ...], ...] = ()
    amounts: tuple[Amount, ...] = ()
    window: Words | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
