"""A phone's pseudonym is the same each time, whatever became of the keys."""

from __future__ import annotations

from core import chance
from core.figures.phones import pseudonym
from core.keyring import KeyRing
from core.lookups import Lookups


def test_a_pseudonym_stays_when_its_key_is_rotated(ring: KeyRing) -> None:
    lookups, person = Lookups(ring), chance.identifier()
    before = pseudonym(lookups, person)
    ring.rotate("lookup")
    assert pseudonym(lookups, person) == before != pseudonym(lookups, chance.identifier())
