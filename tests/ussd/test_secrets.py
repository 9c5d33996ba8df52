"""A PIN, a code and digits of a card: walked through by nothing that came along, and kept nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.house import House
from core.drafts.port import DraftStore, Put, Stored
from core.sealing import Sealer
from flows.drafts import Drafts
from tests.bot.drafts_in_memory import DraftsInMemory, with_drafts_in_memory
from tests.flows.kept import assert_no_secret_is_kept
from tests.flows.talks.at_once import statements_at_once
from tests.flows.talks.homes import SECRETS
from tests.flows.talks.in_the_registry import issue
from tests.flows.talks.with_money import with_money
from tests.flows.talks.world import PHONE, new_house, new_world
from tests.ussd.caller import Caller, NoCounts

CARD, PIN, WRONG, CODE, NEW = (
    SECRETS[name] for name in ("the end of their card", "the PIN", "a wrong PIN", "the code", "a new PIN")
)
MONEY, HOW_MUCH = "3", "1"


@dataclass
class Noted:
    """A store, and what stands in it under each key now."""

    store: DraftStore
    values: dict[str, bytes]

    async def get(self, *keys: str) -> list[Stored | None]:
        return await self.store.get(*keys)

    async def put(self, *puts: Put) -> list[int]:
        versions = await self.store.put(*puts)
        for put in puts:
            self.values.pop(put.key, None)
            self.values |= {put.key: put.blob} if put.blob is not None else {}
        return versions

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


@pytest_asyncio.fixture
async def empty(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[House]:
    async with new_house(tmp_path, sqlite_template, promises=True) as house:
        yield house


@pytest_asyncio.fixture
async def house(empty: House, draft_store: DraftStore) -> House:
    """Its dialogues kept in each kind of store; the caller's home has money and a PIN."""
    noted = Noted(draft_store, {})
    services = replace(empty.services, drafts=Drafts(noted, Sealer(empty.ring)))
    kept = replace(empty, drafts=noted, services=services)
    await with_money(kept, PHONE)
    return kept


@pytest_asyncio.fixture
async def quick(empty: House) -> House:
    """The same, for what no store can change."""
    kept = with_drafts_in_memory(empty)
    await with_money(kept, PHONE)
    return kept


async def at_the_menu(house: House) -> Caller:
    caller = Caller(house.door(NoCounts()), PHONE)
    await caller.dial()
    if caller.replies[-1][1].step == "welcome/language":
        await caller.press("2")
    return caller


def stored(house: House) -> Mapping[str, bytes]:
    assert isinstance(house.drafts, Noted)
    return house.drafts.values


async def test_nothing_of_them_is_kept_behind_the_step_that_needs_it(house: House) -> None:
    caller = await at_the_menu(house)
    for key in (MONEY, "12", CARD, HOW_MUCH, WRONG, "1", PIN, "0"):
        await caller.press(key)
        assert_no_secret_is_kept(house, stored(house))
    assert not [key for key in stored(house) if key.endswith(":private")]


async def test_an_amount_is_shown_to_who_has_the_pin(quick: House) -> None:
    caller = await at_the_menu(quick)
    assert "61,500" in await caller.press(MONEY, CARD, HOW_MUCH, PIN)


@pytest.mark.parametrize("together", [(MONEY, CARD), (MONEY, CARD, HOW_MUCH, PIN)])
async def test_several_inputs_of_one_turn_answer_no_secret(quick: House, together: tuple[str, ...]) -> None:
    caller = await at_the_menu(quick)
    await caller.press_at_once(*together)
    assert caller.replies[-1][1].step == "payment/start"
    await caller.press(CARD)
    assert caller.replies[-1][1].step == "payment/ready"


async def test_nor_does_what_was_dialled_with_the_code(quick: House) -> None:
    await at_the_menu(quick)
    caller = Caller(quick.door(NoCounts()), PHONE)
    await caller.dial(MONEY, CARD, HOW_MUCH, PIN)
    assert caller.replies[-1][1].step == "payment/start"


async def test_a_repeated_turn_shows_what_it_showed_and_asks_for_nothing(quick: House) -> None:
    caller = await at_the_menu(quick)
    shown = await caller.press(MONEY, CARD, HOW_MUCH, PIN)
    assert (await caller.post(caller.tokens)).text == shown


EXAMPLES = 30
ACTS = st.sampled_from(
    [
        *("1", "1", "2", "3", "3", "4", "5", "0", "9"),
        *(CARD, CARD, PIN, PIN, WRONG, CODE, NEW, NEW, "12", "hangs up", "together", "waits", "a code comes"),
    ]
)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_after_any_walk_nothing_of_them_is_kept(tmp_path: Path, sqlite_template: Path) -> None:
    with statements_at_once(), asyncio.Runner() as runner:
        opening = new_house(tmp_path, sqlite_template, promises=True)
        house = with_drafts_in_memory(runner.run(opening.__aenter__()))
        store = house.drafts
        assert isinstance(store, DraftsInMemory)

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(["3", "4"]), st.lists(ACTS, min_size=3, max_size=16))
        def walk(menu_key: str, acts: list[str]) -> None:
            runner.run(_walked(house, store, [menu_key, CARD, *acts]))

        walk()
        runner.run(opening.__aexit__(None, None, None))


def asked(house: House, caller: Caller) -> bool:
    """Whether a secret is asked for; elsewhere the same digits would be an answer like another."""
    return caller.replies[-1][1].step in house.services.scripts.lives.asking


def _pressed(act: str, secret: bool) -> tuple[str, ...]:
    if act == "together":
        return (CARD, PIN) if secret else ("1", "2")
    return (act if secret or len(act) == 1 else "1",)


async def _walked(house: House, store: DraftsInMemory, acts: list[str]) -> None:
    async with new_world(house, "en"):
        store.values.clear()
        world = await with_money(house, PHONE)
        caller = await at_the_menu(house)
        for act in acts:
            if act == "a code comes":
                await issue(world)
            elif act == "waits":
                world.clock.advance(minutes=16)
            elif act == "hangs up" or caller.final:
                caller = await at_the_menu(house)
            else:
                await caller.press_at_once(*_pressed(act, asked(house, caller)))
            now = world.clock.now()
            held = {key: each.blob for key, (each, until) in store.values.items() if until > now}
            assert_no_secret_is_kept(house, held)
