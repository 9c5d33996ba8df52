"""Passwords and PINs of tests are hashed in microseconds: what a hash costs is not what most of them try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from argon2 import Parameters
from argon2.profiles import CHEAPEST

from core.accounts import passwords
from core.accounts.accounts import Accounts
from core.disclosure import Disclosure, pin_hashes

_OPENED: tuple[tuple[Any, Parameters], ...] = (
    (Accounts.open, passwords.STRENGTH),
    (Disclosure.open, pin_hashes.STRENGTH),
)


@contextmanager
def cheap_hashes() -> Iterator[None]:
    """Meanwhile whoever opens these and names no strength gets the cheapest, else always their own."""
    with pytest.MonkeyPatch.context() as patch:
        for opening, strength in _OPENED:
            unless_told = opening.__func__.__kwdefaults__
            assert unless_told["strength"] is strength, "the service would hash with another strength"
            patch.setitem(unless_told, "strength", CHEAPEST)
        yield
