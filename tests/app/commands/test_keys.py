"""`samnaeu keys`: what stands on the ring, and a fresh key while the service runs."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from app.house import open_house
from app.settings import Settings
from core.audit import AuditLog
from core.keyring import PURPOSES, KeyRing
from core.unavailable import StoreUnavailable
from tests.app.commands.conftest import Samnaeu, refusal
from tests.conftest import DATABASES, FreshUrl

OLD, NEW = "+85512000101", "+85512000102"


@pytest.fixture
def file(samnaeu: Samnaeu, tmp_path: Path) -> Path:
    """The key ring of a service that was started once."""
    assert samnaeu("switches", "list").exit_code == 0
    return tmp_path / "data" / "keys" / "ring.json"


def test_every_purpose_is_listed_and_no_key(samnaeu: Samnaeu, file: Path) -> None:
    samnaeu("keys", "rotate", "pin")
    said = samnaeu("keys", "list").stdout
    lines = said.splitlines()
    assert [line.split(":")[0] for line in lines] == [*PURPOSES, "pin"]
    assert lines[0] == "sealing: version 1, current"
    assert lines[-2].startswith("pin: version 2, made 20")
    assert lines[-2].endswith(", current")
    assert lines[-1] == "pin: version 1, for what is there already"
    stored = json.loads(file.read_text())["keys"].values()
    assert not any(key in said for entry in stored for key in entry["versions"].values())


def test_a_fresh_key_is_current_and_in_the_audit_which_still_verifies(samnaeu: Samnaeu, file: Path) -> None:
    said = samnaeu("keys", "rotate", "lookup")
    assert said.exit_code == 0, said.output
    assert said.stdout.strip() == f"lookup: version 2 is current; copy {file} anew"
    assert KeyRing.open(file).current("lookup")[0] == 2
    assert samnaeu("keys", "rotate", "audit").exit_code == 0
    verified = samnaeu("audit", "verify")
    assert (verified.exit_code, "all is well: 0 sealed, 2 to be sealed" in verified.stdout) == (0, True)


@pytest.mark.parametrize("kind", DATABASES)
@pytest.mark.usefixtures("threaded")
async def test_a_service_that_runs_goes_on_with_those_it_knew_and_those_who_come(
    samnaeu: Samnaeu, fresh_url: FreshUrl, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with fresh_url(kind) as url:
        monkeypatch.setenv("SAMNAEU_DATABASE_URL", url)
        settings = Settings(_env_file=None, data_dir=tmp_path / "data", database_url=url)
        async with open_house(settings) as serve, open_house(settings) as work:
            old = await serve.services.people.remember(OLD)
            for purpose in PURPOSES:
                said = await asyncio.to_thread(samnaeu, "keys", "rotate", purpose)
                assert said.exit_code == 0, said.output
                assert serve.ring.current(purpose)[0] == work.ring.current(purpose)[0] == 2
            new = await serve.services.people.remember(NEW)
            for person, phone in ((old, OLD), (new, NEW)):
                found = await work.services.people.find(phone)
                assert found is not None
                assert found.id == person.id
                assert await work.services.people.phone_of(person.id) == phone


def test_a_purpose_that_there_is_none_of(samnaeu: Samnaeu, file: Path) -> None:
    before = file.read_bytes()
    assert refusal(samnaeu("keys", "rotate", "nothing")) == (
        "there are no keys for nothing: sealing, lookup, transcript, session, audit, pin"
    )
    assert file.read_bytes() == before


@pytest.mark.parametrize("arguments", [("list",), ("rotate", "lookup")])
def test_a_ring_that_is_not_there_is_not_made(
    samnaeu: Samnaeu, file: Path, arguments: tuple[str, ...]
) -> None:
    file.unlink()
    assert refusal(samnaeu("keys", *arguments)) == f"{file}: there is no key ring here"
    assert not file.exists()


@pytest.mark.parametrize("arguments", [("list",), ("rotate", "lookup")])
def test_a_ring_that_others_may_read(samnaeu: Samnaeu, file: Path, arguments: tuple[str, ...]) -> None:
    file.chmod(0o644)
    assert refusal(samnaeu("keys", *arguments)) == f"{file}: others may read it; chmod 600 it"


def test_a_ring_of_another_user(samnaeu: Samnaeu, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = file.stat().st_uid
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    assert refusal(samnaeu("keys", "rotate", "lookup")) == (
        f"{file}: belongs to user {owner}; do this as that user"
    )


def test_a_ring_that_cannot_be_written(samnaeu: Samnaeu, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.keyring.replace_private", full)
    assert refusal(samnaeu("keys", "rotate", "lookup")) == (
        f"{file}: cannot be changed (No space left on device)"
    )


def test_without_a_database_nothing_is_rotated(samnaeu: Samnaeu, file: Path) -> None:
    before = file.read_bytes()
    (file.parent.parent / "samnaeu.sqlite3").unlink()
    assert "there is no database here" in refusal(samnaeu("keys", "rotate", "lookup"))
    assert file.read_bytes() == before


def test_an_audit_that_could_not_be_told_is_said_with_the_version(
    samnaeu: Samnaeu, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr(AuditLog, "write", away)
    assert refusal(samnaeu("keys", "rotate", "lookup")) == (
        "lookup: version 2 is current, but the audit could not be told: write down that it was you"
    )
    assert KeyRing.open(file).current("lookup")[0] == 2
