"""Babel's extractor of Python, for files that hold a message: to part others into tokens takes longest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python


def extract(
    stream: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Any,
) -> Iterator[Any]:
    """Babel's interface: what `extract_python` finds. `keywords`: the functions that mark a message."""
    source = stream.read()
    marks = "|".join(map(re.escape, keywords)).encode()
    if re.search(rb"\b(?:%b)\s*\(" % marks, source):
        yield from extract_python(BytesIO(source), keywords, comment_tags, options)
