"""Keyed hashes find what they should, through a rotation too, and tell nothing without the key."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from core.keyring import PURPOSES, KeyRing
from core.lookups import Lookups

PHONE = "+85512345678"


def test_the_same_value_has_the_same_hash_in_every_process(ring: KeyRing) -> None:
    assert Lookups(ring).hash("phone", PHONE) == Lookups(KeyRing.open(ring.path)).hash("phone", PHONE)


def test_another_value_kind_purpose_or_ring_has_another(ring: KeyRing) -> None:
    hashes = {
        Lookups(ring, purpose).hash(kind, value)
        for purpose in ("lookup", "transcript")
        for kind, value in (
            ("phone", PHONE),
            ("phone", PHONE + "0"),
            ("telegram", PHONE),
            ("phon", "e" + PHONE),
        )
    }
    assert len(hashes) == 8


def test_what_was_stored_before_a_rotation_is_found_after_it(ring: KeyRing) -> None:
    lookups = Lookups(ring)
    stored = lookups.hash("phone", PHONE)
    assert lookups.hashes("phone", PHONE) == [stored]
    ring.rotate("lookup")
    assert lookups.hashes("phone", PHONE) == [lookups.hash("phone", PHONE), stored]
    assert lookups.hash("phone", PHONE).startswith("2:")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_processes_from_before_and_after_a_rotation_find_what_the_other_stored(
    ring: KeyRing, purpose: str
) -> None:
    ours, theirs = Lookups(ring, purpose), Lookups(KeyRing.open(ring.path), purpose)
    before = theirs.hash("phone", PHONE)
    ring.rotate(purpose)
    after = ours.hash("phone", PHONE)
    assert theirs.hashes("phone", PHONE) == ours.hashes("phone", PHONE) == [after, before]


def test_a_retired_key_is_searched_no_more(ring: KeyRing) -> None:
    lookups = Lookups(ring)
    ring.rotate("lookup")
    ring.retire("lookup", 1)
    assert lookups.hashes("phone", PHONE) == [lookups.hash("phone", PHONE)]


def test_it_is_no_plain_hash_and_not_under_a_key_that_does_something_else(ring: KeyRing) -> None:
    digest = base64.urlsafe_b64decode(Lookups(ring).hash("phone", PHONE).partition(":")[2] + "=")
    assert len(digest) == 32
    for message in (PHONE.encode(), b"phone" + PHONE.encode()):
        assert digest != hashlib.sha256(message).digest()
        assert all(digest != hmac.digest(ring.current(each)[1], message, "sha256") for each in PURPOSES)


def test_a_stored_hash_fits_its_column(ring: KeyRing) -> None:
    assert len("4294967295:" + Lookups(ring).hash("phone", PHONE).partition(":")[2]) <= 80
