"""What a caller sees when a store cannot be reached or cannot write."""

from __future__ import annotations


class StoreUnavailable(Exception):
    """The database or the draft store did not answer, or could not write, in time.

    Nothing is promised about a write that was under way: it may stand or not. Asking again later is right.
    """
