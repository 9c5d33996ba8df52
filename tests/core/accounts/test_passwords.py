from __future__ import annotations

import asyncio
import threading

import pytest
from argon2.profiles import CHEAPEST
from hypothesis import given, settings
from hypothesis import strategies as st

from core.accounts.password_rules import LONGEST, Weak, weakness
from core.accounts.passwords import STRENGTH, Passwords, TooBusy
from tests.examples import examples

CHEAP = Passwords(CHEAPEST)
TYPED = st.text(st.characters(), min_size=1, max_size=80)


@settings(max_examples=examples(60), deadline=None)
@given(TYPED, TYPED)
async def test_a_password_opens_what_it_closed_and_no_other_does(mine: str, other: str) -> None:
    """Any signs at all, Khmer too; nothing is cut, folded or normalised."""
    stored = await CHEAP.hash(mine)
    assert await CHEAP.matches(stored, mine)
    assert await CHEAP.matches(stored, other) == (other == mine)


@pytest.mark.parametrize("changed", ["{} ", " {}", "{}\u200b", "{}x"])
async def test_the_last_sign_of_a_long_one_counts(changed: str) -> None:
    long = "សុខ" * 300
    stored = await CHEAP.hash(long)
    assert await CHEAP.matches(stored, long)
    assert not await CHEAP.matches(stored, changed.format(long))


async def test_nobody_is_compared_like_somebody_and_never_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """No timing is measured here: the same function runs, once, with hashes of the same cost."""
    compared: list[str] = []
    passwords = Passwords(CHEAPEST)
    verify = passwords._verify

    def noted(stored: str, typed: str) -> bool:
        compared.append(stored)
        return verify(stored, typed)

    monkeypatch.setattr(passwords, "_verify", noted)
    stored = await passwords.hash("right password")
    assert not await passwords.matches(stored, "wrong password")
    assert not await passwords.matches(None, "wrong password")
    assert len(compared) == 2
    assert compared[0].split("$")[1:4] == compared[1].split("$")[1:4]


async def test_the_same_password_is_stored_as_two_and_says_how_it_was_made() -> None:
    passwords = Passwords(STRENGTH)
    first, second = await passwords.hash("រដូវវស្សា"), await passwords.hash("រដូវវស្សា")
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not passwords.outdated(first)
    assert passwords.outdated(await CHEAP.hash("រដូវវស្សា"))


async def test_a_flood_waits_in_a_line_of_a_set_length(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords(CHEAPEST, threads=1, waiting=2)
    gate = threading.Event()
    monkeypatch.setattr(passwords, "_verify", lambda stored, typed: gate.wait(30))
    waiting = [asyncio.ensure_future(passwords.matches("x", "y")) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(TooBusy):
        await passwords.matches("x", "y")
    gate.set()
    assert await asyncio.gather(*waiting) == [True] * 3
    assert await passwords.matches("x", "y")


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("1234567", Weak.SHORT),
        ("ខ្ញុំ", Weak.SHORT),
        ("x" * (LONGEST + 1), Weak.LONG),
        ("password", Weak.COMMON),
        ("Password1", Weak.COMMON),
        ("១២៣៤៥៦៧៨", Weak.COMMON),
        ("qwertyuiop", Weak.COMMON),
        ("កកកកកកកកកក", Weak.COMMON),
        ("កខគឃងចឆជ", Weak.COMMON),
        ("98765432", Weak.COMMON),
        ("sok.dara12", Weak.NAMED),
        ("SAMNAEU2026", None),
        ("Samnaeu1", Weak.NAMED),
        ("broken\ud800surrogate", Weak.UNREADABLE),
        ("alllowercaseletters", None),
        ("ផ្ទះខ្ញុំនៅមាត់ទន្លេ", None),
        ("four words of mine", None),
    ],
)
def test_what_is_refused_and_what_is_not(password: str, weak: Weak | None) -> None:
    assert weakness(password, "sok.dara") == weak


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=15, max_size=LONGEST))
def test_no_long_text_is_refused_for_its_signs(password: str) -> None:
    """Only one of the commonest, a run or a name can be; of those a random text is hardly one."""
    assert weakness(password, "sok.dara") in (None, Weak.COMMON, Weak.NAMED)
