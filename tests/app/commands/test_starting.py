"""What an operator can mend is said in plain lines, with exit code 2, before anything is served."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.proving import proof_of
from flows.proving.released import Meaning
from flows.wording import Catalogue
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


@pytest.mark.parametrize("command", ["demo", "serve"])
@pytest.mark.parametrize("secret", ["", "k" * 31])
def test_a_webhook_needs_its_address_and_a_secret_that_nobody_guesses(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, command: str, secret: str, tmp_path: Path
) -> None:
    fit_to_serve.setenv("SAMNAEU_TELEGRAM_TOKEN", "424242:AAF-not-to-be-told")
    fit_to_serve.setenv("SAMNAEU_TELEGRAM_MODE", "webhook")
    if secret:
        fit_to_serve.setenv("SAMNAEU_TELEGRAM_SECRET", secret)
    result = samnaeu(command)
    assert result.exit_code == 2
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [
        "SAMNAEU_TELEGRAM_WEBHOOK_URL",
        "SAMNAEU_TELEGRAM_SECRET",
    ]
    assert "not-to-be-told" not in result.stderr
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


@pytest.mark.slow
def test_the_demo_does_not_open_real_data_to_everybody(samnaeu: Samnaeu) -> None:
    samnaeu("officers", "add", "sokha", "Sokha", "--role", "supervisor", "--area", "12")
    assert "not the demo's" in refusal(samnaeu("demo"))
    assert "sokha" in samnaeu("officers", "list").stdout


def test_a_key_ring_that_cannot_be_read_is_said_in_a_line(on_the_demo: Samnaeu, tmp_path: Path) -> None:
    (tmp_path / "data" / "keys" / "ring.json").write_text("{")
    assert "ring.json" in refusal(on_the_demo("officers", "list"))


EVERY = (
    ("demo",),
    ("serve",),
    ("officers", "list"),
    ("queue", "--officer", "sokha", "list"),
    ("audit", "verify"),
)


@pytest.mark.parametrize("command", EVERY)
def test_a_data_folder_that_is_a_file_is_said_in_a_line(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "notes.txt").write_text("kept")
    for folder in ("notes.txt", "notes.txt/below"):
        fit_to_serve.setenv("SAMNAEU_DATA_DIR", str(tmp_path / folder))
        said = refusal(samnaeu(*command))
        assert said == f"SAMNAEU_DATA_DIR: {tmp_path / 'notes.txt'} is a file: name a folder"
    assert (tmp_path / "notes.txt").read_text() == "kept"


@pytest.mark.parametrize("command", EVERY)
def test_a_data_folder_that_cannot_be_written_is_said_in_a_line(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    fit_to_serve.setenv("SAMNAEU_DATA_DIR", "/proc/samnaeu")  # where not even root makes a folder
    said = refusal(samnaeu(*command))
    assert said.startswith("SAMNAEU_DATA_DIR: /proc")
    assert "name another folder" in said


def test_keys_that_cannot_be_read_are_said_in_a_line(on_the_demo: Samnaeu, tmp_path: Path) -> None:
    ring = tmp_path / "data" / "keys" / "ring.json"
    ring.unlink()
    ring.mkdir(mode=0o700)
    assert "ring.json" in refusal(on_the_demo("officers", "list"))
    assert "ring.json" in refusal(on_the_demo("audit", "verify"))


@pytest.mark.slow
@pytest.mark.parametrize("command", ["demo", "serve"])
def test_conversations_that_fail_their_checks_are_not_served(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    broken = replace(proof_of(), released={"menu/main": {"1": Meaning("My request", "my_request/start")}})
    fit_to_serve.setattr("app.proving.proof_of", lambda: broken)
    result = samnaeu(command)
    assert result.exit_code == 2
    assert result.stderr.startswith("menu.yaml:")
    assert "the key 1 was `My request`" in result.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", [*EVERY[:4], ("flows", "draw"), ("flows", "review")])
def test_a_catalogue_that_was_not_compiled_is_said_in_a_line(
    samnaeu: Samnaeu, fit_to_serve: pytest.MonkeyPatch, tmp_path: Path, command: tuple[str, ...]
) -> None:
    load = Catalogue.load
    fit_to_serve.setattr(Catalogue, "load", lambda folder: load(tmp_path))
    assert "run `make compile`" in refusal(samnaeu(*command))
