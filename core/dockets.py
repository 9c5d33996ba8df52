"""A dossier with all that lies beside it, read at one moment: what a page of one request shows."""

from __future__ import annotations

from dataclasses import dataclass

from core.dossiers import Dossier
from core.duplicates import Candidate
from core.officers import Officer
from core.reaching import Reach


@dataclass(frozen=True)
class Docket:
    """What an officer sees of one request, how its household is reached, and what may be the same.

    `alike`: the likeliest first. `colleagues`: who could hold it, where the reader may choose somebody.
    """

    dossier: Dossier
    reach: Reach
    alike: tuple[Candidate, ...]
    colleagues: tuple[Officer, ...] = ()
