"""What is told to everybody: requests filed and decided, by month, place and kind, and nobody in it.

- Of each month, a table of provinces by kind with all its totals, hidden by `core.two_way`.
- Of each province, its districts: by kind where every number of the province by kind is told; only all kinds
  together where its total alone is; else nothing. So a district's numbers hang on its province's by totals
  that are told anyway, and what is hidden in one of the two tables can change without the other
  (docs/statistics.md has the argument, `tests/core/statistics/test_attack.py` tries it).
- Never by commune or village. What is empty is not told either.
- A month is frozen once it is over, and stays as it was told. Months share no total: none sums them up.
"""

from __future__ import annotations

from core.statistics.counting import Counted
from core.statistics.month import Month
from core.statistics.published import Published, Statistics
from core.statistics.telling import Told, told

__all__ = ["Counted", "Month", "Published", "Statistics", "Told", "told"]
