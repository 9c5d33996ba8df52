"""The settings lead to a registry over DCI; the demo's needs no setting at all."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from app.dci_server.holdings import Holdings, Registered
from app.dci_server.staging import demo_registry
from app.house import open_house
from app.registry import dci_registry
from app.serving import listening
from app.settings import Settings
from app.starting import SettingsError
from core.clock import SystemClock
from core.keyring import KeyRing
from core.registry.port import RegistryUnavailable
from tests.core.registry.households import OWN, RICH
from tests.plain_settings import PlainSettings

assert RICH.card
HOLDINGS = Holdings([Registered(RICH, (OWN,))])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return PlainSettings(data_dir=tmp_path)


@pytest.mark.parametrize("dialect", ["schema", "samples, locale=km", "openspp"])
async def test_the_demos_registry_answers_by_the_settings_it_gives(
    settings: Settings, ring: KeyRing, dialect: str
) -> None:
    spoken = settings.model_copy(update={"dci_dialect": dialect})
    async with demo_registry(spoken, HOLDINGS, SystemClock()) as led:
        registry = dci_registry(led, ring, SystemClock())
        assert await registry.by_card(RICH.card.number) == RICH  # type: ignore[union-attr]
        assert await registry.by_phone(OWN) == (RICH,)
        await registry.close()


async def test_another_dialect_than_the_registrys_is_no_answer(settings: Settings, ring: KeyRing) -> None:
    async with demo_registry(settings, HOLDINGS, SystemClock()) as led:
        registry = dci_registry(led.model_copy(update={"dci_dialect": "samples"}), ring, SystemClock())
        with pytest.raises(RegistryUnavailable):
            await registry.by_phone(OWN)
        await registry.close()


async def test_a_house_asks_the_registry_of_its_settings(settings: Settings) -> None:
    async with demo_registry(settings, HOLDINGS, SystemClock()) as led, open_house(led) as house:
        assert await house.registry.by_phone(OWN) == (RICH,)
    async with open_house(settings) as house:
        assert await house.registry.by_phone(OWN) == ()


async def test_a_registry_without_its_settings_is_told_at_start(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="SAMNAEU_DCI_URL"):
        async with open_house(settings.model_copy(update={"registry": "dci"})):
            pass


async def test_a_key_that_has_gone_since_is_told(settings: Settings, ring: KeyRing) -> None:
    async with demo_registry(settings, HOLDINGS, SystemClock()) as led:
        assert led.dci_key_file
        led.dci_key_file.unlink()
        with pytest.raises(SettingsError, match="SAMNAEU_DCI_KEY_FILE"):
            dci_registry(led, ring, SystemClock())


async def test_a_bearer_token_goes_along_and_is_never_shown(settings: Settings, ring: KeyRing) -> None:
    given = settings.model_copy(update={"dci_token": SecretStr("hunter2")})
    async with demo_registry(given, HOLDINGS, SystemClock()) as led:
        asked: list[str | None] = []

        async def answer(request: web.Request) -> web.Response:
            asked.append(request.headers.get("Authorization"))
            return web.Response(status=401)

        app = web.Application()
        app.router.add_post("/registry/sync/search", answer)
        async with listening(app, "127.0.0.1", 0) as port:
            elsewhere = led.model_copy(update={"dci_url": f"http://127.0.0.1:{port}"})
            registry = dci_registry(elsewhere, ring, SystemClock())
            await registry.ping()
            await registry.close()
    assert asked == ["Bearer hunter2"]
    assert "hunter2" in given.secrets()
    assert "hunter2" not in repr(given)


async def test_our_key_is_kept_from_others(settings: Settings) -> None:
    async with demo_registry(settings, HOLDINGS, SystemClock()) as led:
        assert led.dci_key_file
        assert led.dci_key_file.stat().st_mode & 0o777 == 0o600


async def test_what_is_not_taken_is_told_by_its_code(settings: Settings) -> None:
    async with demo_registry(settings, HOLDINGS, SystemClock()) as led, aiohttp.ClientSession() as http:
        address = f"{led.dci_url}/registry/sync/search"
        async with http.post(address, json={}) as reply:
            told = await reply.json()
            assert (reply.status, told["message"]["error"]["code"]) == (400, "err.request.bad")
        async with http.post(address, data=b"{}") as reply:
            assert reply.status == 415
