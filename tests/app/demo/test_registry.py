"""The demo over DCI tells of the same households as the demo's tables, and says what it answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.demo.cast import COMMUNES
from app.demo.households import ALL, TO_TRY
from app.demo.registry import DemoRegistry, chosen_registry, holdings
from app.house import open_house
from app.registry import dci_registry
from app.settings import Settings
from core.channels import Channel
from core.clock import FixedClock, SystemClock
from core.disclosure import Glance
from core.keyring import KeyRing
from core.registry import cards
from core.registry.dci.registry import DciRegistry
from core.registry.port import RegistryUnavailable
from core.working_days import day_of
from tests.servers.ports import free_port

SAMNAEU = Path(sys.executable).with_name("samnaeu")


async def test_both_registries_of_the_demo_tell_the_same(
    with_households: Settings, clock: FixedClock
) -> None:
    known = holdings(day_of(clock.now()))
    async with open_house(with_households, clock) as house:
        for each in (*TO_TRY, ALL[-1]):
            found = await house.registry.by_card(cards.folded(each.card))
            assert found == next((one.household for one in known.by_card(cards.folded(each.card))), None)
        for each in TO_TRY:
            assert each.phones
            told = await house.registry.by_phone(each.phones[0])
            assert list(told) == [one.household for one in known.by_phone(each.phones[0])]


async def test_a_phone_of_the_simulator_is_shown_its_card_over_dci(settings: Settings) -> None:
    said: list[str] = []
    async with (
        chosen_registry(settings, DemoRegistry.DCI, SystemClock(), said.append) as led,
        open_house(led) as house,
    ):
        phone = TO_TRY[0].phones[0]
        person = await house.people.remember(phone, "km")
        last = cards.last_digits(TO_TRY[0].card)
        shown = await house.disclosure.look(person, phone, last, channel=Channel.USSD)
    assert isinstance(shown, Glance)
    address, answered = said
    assert address == f"answers at {led.dci_url}/registry/sync/search, in the dialect schema"
    assert answered == "search answered: 1 found"


async def test_what_the_registry_says_is_nothing_personal(settings: Settings, clock: FixedClock) -> None:
    said: list[str] = []
    async with (
        chosen_registry(settings, DemoRegistry.DCI, SystemClock(), said.append) as led,
        open_house(led) as house,
    ):
        await house.registry.by_card(cards.folded(ALL[0].card))
        unknown = stranger(led)
        with pytest.raises(RegistryUnavailable):
            await unknown.by_phone(ALL[0].phones[0])
        await unknown.close()
    told = " ".join(said[1:])
    assert "not taken: err." in told
    for secret in (ALL[0].card, cards.folded(ALL[0].card), ALL[0].phones[0], ALL[0].id, *COMMUNES):
        assert secret not in told


def stranger(led: Settings) -> DciRegistry:
    """Who asks under a name that the registry does not know."""
    ring = KeyRing.open(led.data_dir / "other" / "ring.json", create=True)
    return dci_registry(led.model_copy(update={"dci_sender_id": "somebody.else"}), ring, SystemClock())


async def test_without_a_choice_the_settings_hold(settings: Settings) -> None:
    async with chosen_registry(settings, None, SystemClock(), print) as led:
        assert led == settings
    dci = settings.model_copy(update={"registry": "dci"})
    async with chosen_registry(dci, DemoRegistry.TABLES, SystemClock(), print) as led:
        assert led.registry == "tables"


@pytest.mark.slow
def test_the_demo_starts_over_dci_and_says_so(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMNAEU_")}
    env = {**kept, "SAMNAEU_DATA_DIR": str(tmp_path / "var"), "SAMNAEU_PORT": str(free_port())}
    command = [str(SAMNAEU), "demo", "--registry", "dci"]
    with subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        stop = threading.Timer(120, process.kill)
        stop.start()
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C stops it" in line:
                break
        process.send_signal(signal.SIGINT)
        lines += process.stdout.readlines()
        stop.cancel()
    assert process.returncode in (0, 130), "ended as Ctrl-C ends it, early or late"
    assert any(line.startswith("registry: answers at http://127.0.0.1:") for line in lines)
