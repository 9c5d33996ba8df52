"""What the checks look at: the scripts, the catalogues and every screen that may ever be shown."""

from __future__ import annotations

from flows.proving.finding import Finding
from flows.proving.pace import Pace
from flows.proving.proof import Proof
from flows.proving.setter import CannotBeSet, Setter, Sheet

__all__ = ["CannotBeSet", "Finding", "Pace", "Proof", "Setter", "Sheet"]
