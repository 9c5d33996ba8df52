from __future__ import annotations

from itertools import groupby

from core.places import Gazetteer, Level
from core.places.fold import fold

cambodia = Gazetteer.load()
above_villages = [place for level in Level if level < Level.VILLAGE for place in cambodia.at(level)]


def test_the_fold_makes_no_two_siblings_alike() -> None:
    """But for those that the list itself names alike, in that script."""
    families = [cambodia.at(Level.PROVINCE), *(cambodia.children(place.code) for place in above_villages)]
    for siblings in families:
        for names in ({place.km for place in siblings}, {place.en for place in siblings}):
            assert [
                same for _, group in groupby(sorted(names, key=fold), fold) if len(same := list(group)) > 1
            ] == []
