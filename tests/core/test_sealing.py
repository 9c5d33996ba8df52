"""Sealed values open in their own place only; keys rotate without a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keyring import KeyRing
from core.sealing import Sealer, Unsealable

PHONE = b"+85512345678"
PLACE = {"table": "people", "column": "phone_sealed", "row": "0f" * 16}


@pytest.fixture
def sealer(ring: KeyRing) -> Sealer:
    return Sealer(ring)


def test_what_was_sealed_opens_in_its_place(sealer: Sealer) -> None:
    assert sealer.open(sealer.seal(PHONE, **PLACE), **PLACE) == PHONE


def test_the_same_value_never_looks_the_same(sealer: Sealer) -> None:
    assert len({sealer.seal(PHONE, **PLACE) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "elsewhere",
    [
        PLACE | {"row": "1f" * 16},
        PLACE | {"column": "name_sealed"},
        PLACE | {"table": "officers"},
        {"table": "peoplep", "column": "hone_sealed", "row": PLACE["row"]},  # the same letters, cut elsewhere
    ],
)
def test_a_value_moved_elsewhere_does_not_open(sealer: Sealer, elsewhere: dict[str, str]) -> None:
    sealed = sealer.seal(PHONE, **PLACE)
    with pytest.raises(Unsealable):
        sealer.open(sealed, **elsewhere)


def test_no_byte_can_be_changed_and_none_cut(sealer: Sealer) -> None:
    sealed = sealer.seal(PHONE, **PLACE)
    changed = [sealed[:i] + bytes([sealed[i] ^ 1]) + sealed[i + 1 :] for i in range(len(sealed))]
    for wrong in (*changed, *(sealed[:i] for i in range(len(sealed)))):
        with pytest.raises(Unsealable):
            sealer.open(wrong, **PLACE)


@given(noise=st.binary(max_size=200))
def test_noise_does_not_open(noise: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    sealer = Sealer(KeyRing.open(tmp_path_factory.getbasetemp() / "noise" / "ring.json", create=True))
    with pytest.raises(Unsealable):
        sealer.open(noise, **PLACE)


def test_old_values_open_after_a_rotation_and_say_that_they_are_old(ring: KeyRing, sealer: Sealer) -> None:
    before = sealer.seal(PHONE, **PLACE)
    ring.rotate("sealing")
    after = sealer.seal(PHONE, **PLACE)
    assert [sealer.open(each, **PLACE) for each in (before, after)] == [PHONE, PHONE]
    assert [sealer.outdated(each) for each in (before, after)] == [True, False]


def test_another_process_that_runs_meanwhile_opens_what_is_sealed_after_a_rotation(
    ring: KeyRing, sealer: Sealer
) -> None:
    sealer.seal(PHONE, **PLACE)
    elsewhere = KeyRing.open(ring.path)
    elsewhere.rotate("sealing")
    assert sealer.open(Sealer(elsewhere).seal(PHONE, **PLACE), **PLACE) == PHONE


def test_a_retired_key_opens_nothing(ring: KeyRing, sealer: Sealer) -> None:
    sealed = sealer.seal(PHONE, **PLACE)
    ring.rotate("sealing")
    ring.retire("sealing", 1)
    with pytest.raises(Unsealable):
        sealer.open(sealed, **PLACE)


def test_another_ring_opens_nothing(sealer: Sealer, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Sealer(KeyRing.open(tmp_path_factory.mktemp("other") / "ring.json", create=True))
    with pytest.raises(Unsealable):
        other.open(sealer.seal(PHONE, **PLACE), **PLACE)


def test_a_case_has_a_key_of_its_own(sealer: Sealer) -> None:
    mine, other = (sealer.case(case, sealer.new_case_key(case)) for case in ("a" * 32, "b" * 32))
    sealed = mine.seal(PHONE, **PLACE)
    assert mine.open(sealed, **PLACE) == PHONE
    for stranger in (other, sealer):
        with pytest.raises(Unsealable):
            stranger.open(sealed, **PLACE)
    with pytest.raises(Unsealable):
        mine.open(sealer.seal(PHONE, **PLACE), **PLACE)


def test_without_its_stored_key_a_case_is_erased(sealer: Sealer) -> None:
    sealed = sealer.case("a" * 32, sealer.new_case_key("a" * 32)).seal(PHONE, **PLACE)
    for attempt in (sealer.new_case_key("a" * 32), sealer.new_case_key("b" * 32)):
        with pytest.raises(Unsealable):
            sealer.case("a" * 32, attempt).open(sealed, **PLACE)


def test_a_case_outlives_the_key_that_its_own_was_sealed_under(ring: KeyRing, sealer: Sealer) -> None:
    wrapped = sealer.new_case_key("a" * 32)
    sealed = sealer.case("a" * 32, wrapped).seal(PHONE, **PLACE)
    ring.rotate("sealing")
    wrapped = sealer.rewrap("a" * 32, wrapped)
    ring.retire("sealing", 1)
    assert sealer.case("a" * 32, wrapped).open(sealed, **PLACE) == PHONE
