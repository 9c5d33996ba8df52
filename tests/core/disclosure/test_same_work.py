"""Not found, not yours and not the PIN cost the same: statements, hashes, questions to the registry.

Counted, not timed: a clock on a busy machine tells little. `python -m bench.disclosure` measures the time.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pytest

from core.accounts.passwords import Passwords
from core.disclosure import Disclosure, NotGiven
from core.officers import Officer
from tests.core.disclosure.conftest import CARD, LAST, PIN, Call, Caller, FakeRegistry, another
from tests.core.statements import statements

Work: TypeAlias = tuple[tuple[str, int], ...]
Cost: TypeAlias = Callable[[Caller, str, str | None], Awaitable[Work]]

REGISTERED = "+85516111222"


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch, registry: FakeRegistry) -> Iterator[Counter[str]]:
    """Everything that is done meanwhile, by kind."""
    done: Counter[str] = Counter()
    real_hmac, real_verify = hmac.digest, Passwords._verify

    def mac(*args: Any) -> bytes:
        done["keyed hash"] += 1
        return real_hmac(*args)

    def verify(self: Passwords, *args: Any) -> bool:
        done["argon2"] += 1
        return real_verify(self, *args)

    before = len(registry.asked)
    with monkeypatch.context() as patched, statements() as sent:
        patched.setattr(hmac, "digest", mac)
        patched.setattr(Passwords, "_verify", verify)
        yield done
    done.update(re.sub(r"_savepoint_\d+", "_savepoint", each) for each in sent)
    done.update(f"registry by {what}" for what in registry.asked[before:])


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch, registry: FakeRegistry) -> Cost:
    """What one look-up that shows nothing costs."""

    async def of(caller: Caller, card: str, pin: str | None) -> Work:
        with counted(monkeypatch, registry) as done:
            assert await caller.look(card, pin) == NotGiven()
        return tuple(sorted(done.items()))

    return of


@pytest.mark.parametrize("pin", [None, PIN, "9026", "no"])
async def test_whatever_is_wrong_costs_the_same(
    cost: Cost, call: Call, with_pin: Caller, registry: FakeRegistry, pin: str | None
) -> None:
    registry.add(another(777777), REGISTERED)
    registry.add(another(888888), REGISTERED)
    unknown, neighbour = await call("+85516999999"), await call(REGISTERED)
    spent = [
        await cost(unknown, "0001", pin),  # no such phone, no such card
        await cost(unknown, LAST, pin),  # the card is there, and not theirs
        await cost(neighbour, "0001", pin),  # a phone that the registry knows, and no such card
        await cost(neighbour, LAST, pin),  # another's card
        await cost(with_pin, "0001", pin),  # a phone with a PIN, and no such card
        await cost(unknown, "nonsense", pin),
    ]
    if pin is not None:
        spent.append(await cost(neighbour, "7777", pin))  # theirs, without a PIN
    assert len(set(spent)) == 1, spent
    kinds = {kind for kind, _ in spent[0]}
    assert {"keyed hash", "registry by phone"} <= kinds
    assert ("argon2" in kinds) == (pin is not None)


async def test_a_wrong_pin_costs_what_no_pin_costs(
    cost: Cost, call: Call, disclosure: Disclosure, officer: Officer, registry: FakeRegistry
) -> None:
    registry.add(another(777777), REGISTERED)
    neighbour, unknown = await call(REGISTERED), await call("+85516999999")
    code = await disclosure.issuing.issue(officer, REGISTERED, "KP00777777")
    await neighbour.set_pin(code.bare)
    wrong = dict(await cost(neighbour, "7777", "9026"))
    # whoever types the card of a PIN that this very phone has set knows of it already
    assert wrong.pop("registry by card") == 1
    assert wrong == dict(await cost(unknown, "7777", "9026"))


async def test_a_wrong_code_costs_what_no_code_costs(
    call: Call,
    household: Caller,
    disclosure: Disclosure,
    officer: Officer,
    registry: FakeRegistry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await disclosure.issuing.issue(officer, household.phone, CARD)
    spent = []
    for caller in (household, await call("+85516999999")):
        with counted(monkeypatch, registry) as done:
            assert await caller.set_pin("00000000") == NotGiven()
        spent.append(done)
    assert spent[0] == spent[1]


def test_the_hashes_that_are_counted_are_those_that_are_made() -> None:
    assert hmac.digest(b"k", b"m", hashlib.sha256)  # what core.lookups and core.disclosure.pin_hashes call
