"""`samnaeu dial`: it finds the service that the settings tell of."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from yarl import URL

from app.commands.dialling import command_for, near
from app.settings import Settings
from tests.app.commands.conftest import Samnaeu
from tests.app.conftest import base_url, service
from tests.app.fake_callback import FakeService

__all__ = ["base_url", "service"]

pytestmark = pytest.mark.asyncio(loop_scope="session")

SERVICE_CODE = Settings.model_fields["ussd_service_code"].default


async def test_host_port_and_code_are_those_of_the_settings(
    samnaeu: Samnaeu, service: FakeService, base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMNAEU_HOST", "0.0.0.0")  # noqa: S104  as a service that listens everywhere has it
    monkeypatch.setenv("SAMNAEU_PORT", str(URL(base_url).port))
    monkeypatch.setenv("SAMNAEU_USSD_SERVICE_CODE", "*384*7#")
    result = await asyncio.to_thread(samnaeu, "dial")
    assert result.exit_code == 0, result.output
    assert [post["serviceCode"] for post in service.posts] == ["*384*7#"]


async def test_what_is_typed_goes_before_the_settings(
    samnaeu: Samnaeu, service: FakeService, base_url: str
) -> None:
    result = await asyncio.to_thread(samnaeu, "dial", "--url", base_url, "--code", "*7#", "120109")
    assert result.exit_code == 0, result.output
    assert [(post["serviceCode"], post["text"]) for post in service.posts] == [("*7#", "120109")]


async def test_the_code_that_is_dialled_is_the_settings_own(
    samnaeu: Samnaeu, service: FakeService, base_url: str
) -> None:
    await asyncio.to_thread(samnaeu, "dial", "--url", base_url)
    assert [post["serviceCode"] for post in service.posts] == [SERVICE_CODE]


async def test_the_help_names_no_other_code(samnaeu: Samnaeu) -> None:
    said = samnaeu("dial", "--help").output
    assert "120109" in said
    assert "*1200" not in said
    assert "SAMNAEU_USSD_SERVICE_CODE" in said.replace("\n", "")


async def test_a_failed_service_is_said_and_is_the_exit_code(
    samnaeu: Samnaeu, base_url: str, service: FakeService
) -> None:
    service.broken = True
    result = await asyncio.to_thread(samnaeu, "dial", "--url", base_url)
    assert result.exit_code == 1
    assert "Connection problem: HTTP 500" in result.output


async def test_dialling_needs_no_data_folder(
    samnaeu: Samnaeu, base_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").touch()
    monkeypatch.setenv("SAMNAEU_DATA_DIR", str(tmp_path / "notes.txt"))
    assert (await asyncio.to_thread(samnaeu, "dial", "--url", base_url)).exit_code == 0


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("192.0.2.7", "192.0.2.7"),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("samnaeu.example", "samnaeu.example"),
    ],
)
async def test_where_it_listens_is_where_it_is_found(host: str, found: str) -> None:
    assert near(host) == found


async def test_the_demo_tells_a_command_that_finds_it() -> None:
    def told(port: int = 8080, **given: str) -> str:
        return command_for(Settings(_env_file=None).model_copy(update=given), port)

    assert told() == "samnaeu dial"
    assert told(8081) == "samnaeu dial --url http://127.0.0.1:8081"
    assert told(host="0.0.0.0") == "samnaeu dial --url http://127.0.0.1:8080"  # noqa: S104
    assert told(ussd_service_code="*384*7#") == "samnaeu dial --code '*384*7#'"
