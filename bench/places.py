"""How often a misspelt place name finds its place, and how long that takes.

`python -m bench.places [--seed 1] [--missed]` types a thousand names of provinces, districts, communes and
villages, in Khmer and in Latin letters by turns, each with one slip: two letters swapped, one dropped,
one doubled, a look-alike spelling, a Latin variant (tests/core/places/slips.py has the tables). Then it types
every numbered commune without its number (any of that bare name is right), with the number written otherwise
("Ti 2" for "Ti Pir"), and as people spell it (tests/core/places/ordinal_slips.py). It prints,
by kind of slip, how often the place stood among the first five; then the milliseconds of a look-up, and
what the index costs in time and memory. Times are the processor's: a machine's other work would add to them.

What is right: that very place, not another of its name. A name that more than five places share cannot
name one of them, to a list or to a person, so it is typed with the commune (district, province) around it:
"Thmei, Kokir". `--missed` prints what was typed in vain.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections import defaultdict
from itertools import chain
from random import Random
from statistics import quantiles

from core.places import Gazetteer, Level
from core.places.corrections import read
from core.places.searching import Search
from tests.core.places.ordinal_slips import ordinals
from tests.core.places.slips import FIRST, Typed, thousand


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--missed", action="store_true")
    options = wanted.parse_args()
    cambodia = Gazetteer.load()
    _cost(cambodia)
    cambodia.search("Kokir")
    found: dict[str, list[bool]] = defaultdict(list)
    took = []
    for typed in chain(thousand(cambodia, Random(options.seed)), ordinals(cambodia)):
        began = time.process_time()
        places = [each.place for each in cambodia.search(typed.text, limit=FIRST)]
        took.append((time.process_time() - began) * 1000)
        found[typed.kind].append(typed.is_among(places))
        if options.missed and not typed.is_among(places):
            _tell(typed, places[0].en if places else "nothing")
    found["in all"] = [right for kind in found.values() for right in kind]
    for kind, right in found.items():
        print(f"{100 * sum(right) / len(right):6.1f} % of {len(right):4}  {kind}")
    cuts = quantiles(took, n=100)
    print(f"{cuts[49]:6.1f} ms median, {cuts[98]:.1f} ms 99th percentile, {max(took):.1f} ms worst")


def _cost(cambodia: Gazetteer) -> None:
    places = [place for level in Level for place in cambodia.at(level)]
    aliases = read("aliases.toml")
    began = time.process_time()
    Search(places, aliases)
    print(f"{(time.process_time() - began) * 1000:6.0f} ms to make the index, once a process")
    tracemalloc.start()
    index = Search(places, aliases)
    print(f"{tracemalloc.get_traced_memory()[0] / 2**20:6.1f} MiB that it takes")
    tracemalloc.stop()
    del index


def _tell(typed: Typed, instead: str) -> None:
    print(f"  missed: {typed.text} for {typed.place.code} {typed.place.en}, found {instead} ({typed.kind})")


if __name__ == "__main__":
    main()
