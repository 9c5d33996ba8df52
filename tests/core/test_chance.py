from __future__ import annotations

import itertools
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from core import chance


@pytest.fixture(autouse=True)
def _operating_system_again() -> Iterator[None]:
    yield
    chance.use()


def draw_from(values: Iterable[int]) -> None:
    stream = iter(values)
    chance.use(lambda size: bytes(itertools.islice(stream, size)))


def test_a_test_decides_what_is_drawn() -> None:
    draw_from(range(256))
    assert chance.token(3) == b"\x00\x01\x02"
    assert chance.digits(4) == "3456"


def test_an_identifier_is_a_version_4_uuid_in_hexadecimal() -> None:
    identifier = chance.identifier()
    assert uuid.UUID(identifier).hex == identifier
    assert uuid.UUID(identifier).version == 4
    assert identifier != chance.identifier()


def test_every_digit_is_equally_likely() -> None:
    draw_from(itertools.cycle(range(256)))
    assert Counter(chance.digits(2500)) == dict.fromkeys("0123456789", 250)


def test_without_a_source_the_operating_system_is_asked_again() -> None:
    draw_from([])
    chance.use()
    assert len(chance.token(16)) == 16
    assert chance.digits(0) == ""
