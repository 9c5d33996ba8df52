"""The programmes that a card opens the way to: a file each, the one place that says anything about them."""

from __future__ import annotations

from core.programmes.library import Programmes, Unreadable, load
from core.programmes.programme import Amount, Document, Programme, Words

__all__ = ["Amount", "Document", "Programme", "Programmes", "Unreadable", "Words", "load"]
