"""What it costs to hide the small numbers of a file of figures, by how many places it has.

`python -m bench.hiding [--seed 1]` draws tables of open requests by place, late or not and by five ages, most
numbers small, and prints the milliseconds of processor time for each and how much of it is still told.
"""

from __future__ import annotations

import argparse
import time
from random import Random

from console.figures.hiding import without_small
from console.figures.tables import Parts, Row, Table, summed

PLACES = (10, 20, 30, 60, 210)
AGES = 5
LIKELY = (0, 1, 2, 3, 4, 6, 9, 15, 30)
_PARTS = (Parts((1,), total=0, rest=True), Parts(tuple(range(2, 2 + AGES)), total=0))
_HIDDEN = "not shown"


def drawn(places: int, dice: Random) -> Table:
    """Open, late, and by age, of so many places."""
    rows = []
    for place in range(places):
        ages = [dice.choice(LIKELY) for _ in range(AGES)]
        rows.append(Row(str(place), (sum(ages), dice.randint(0, sum(ages)), *ages)))
    return Table("places", "By place", (), tuple(rows), summed("Together", rows), parts=_PARTS)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    dice = Random(parser.parse_args().seed)
    for places in PLACES:
        table = drawn(places, dice)
        began = time.process_time()
        cells = [cell for row in without_small(table, _HIDDEN).lines for cell in row.cells]
        took = (time.process_time() - began) * 1000
        told = 1 - cells.count(_HIDDEN) / len(cells)
        print(f"{places:4} places {took:7.0f} ms, {told:4.0%} of {len(cells)} numbers told")


if __name__ == "__main__":
    main()
