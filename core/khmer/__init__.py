"""Khmer text as people type it: one form to show, one to compare by."""

from core.khmer.forms import display, key

__all__ = ["display", "key"]
