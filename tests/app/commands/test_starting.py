"""What an operator can mend is said in plain lines, with exit code 2, before anything is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.commands.conftest import Samnaeu, refusal

GOOD = {"SAMNAEU_USSD_SECRETS": "k" * 32, "SAMNAEU_USSD_SERVICE_CODE": "*384*7#"}


@pytest.fixture
def fit_to_serve(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Settings that the real service would take."""
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize("secrets", ["demo", f"{'k' * 32},demo", "short", f"short,{'k' * 32}", ""])
def test_the_service_refuses_a_secret_that_others_know_or_guess(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, secrets: str, tmp_path: Path
) -> None:
    fit_to_serve.setenv("SAMNAEU_USSD_SECRETS", secrets)
    said = refusal(samnaeu("serve"))
    assert said.startswith("SAMNAEU_USSD_SECRETS: ")
    assert "short" not in said
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", [("demo",), ("serve",), ("officers", "list")])
def test_every_fault_of_the_settings_has_its_line(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    fit_to_serve.setenv("SAMNAEU_PORT", "70000")
    fit_to_serve.setenv("SAMNAEU_DATABASE_URL", "mysql://samnaeu:hidden@localhost/samnaeu")
    result = samnaeu(*command)
    assert result.exit_code == 2
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "SAMNAEU_DATABASE_URL",
        "SAMNAEU_PORT",
    ]
    assert "hidden" not in result.stderr


def test_a_slip_in_a_settings_name_is_told_and_nothing_else(
    samnaeu: Samnaeu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMNAEU_PROT", "8081")
    monkeypatch.setenv("SAMNAEU_OFFICER", "officer-120109")
    result = samnaeu("officers", "list")
    assert result.exit_code == 0
    assert result.stderr == "SAMNAEU_PROT: no such setting; did you mean SAMNAEU_PORT?\n"


def test_the_service_does_not_serve_the_demos_data(
    on_the_demo: Samnaeu, fit_to_serve: pytest.MonkeyPatch
) -> None:
    assert "invented" in refusal(on_the_demo("serve"))


def test_the_demo_does_not_open_real_data_to_everybody(samnaeu: Samnaeu) -> None:
    samnaeu("officers", "add", "sokha", "Sokha", "--role", "supervisor", "--area", "12")
    assert "not the demo's" in refusal(samnaeu("demo"))
    assert "sokha" in samnaeu("officers", "list").stdout


def test_a_key_ring_that_cannot_be_read_is_said_in_a_line(on_the_demo: Samnaeu, tmp_path: Path) -> None:
    (tmp_path / "data" / "keys" / "ring.json").write_text("{")
    assert "ring.json" in refusal(on_the_demo("officers", "list"))
