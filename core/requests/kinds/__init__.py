"""The kinds of request: a file each, what its form asks, how it may go on, what may come of it.

Their Khmer was drafted by non-natives and needs native review.
"""

from __future__ import annotations

from core.requests.kinds.kind import Ask, Hurry, Kind, Matter, Result
from core.requests.kinds.library import ASSESSMENT, Kinds, load, of

__all__ = ["ASSESSMENT", "Ask", "Hurry", "Kind", "Kinds", "Matter", "Result", "load", "of"]
