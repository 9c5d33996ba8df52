"""`samnaeu audit` in a shell: what it says, and how it ends."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner

from app.commands import cli
from core import chance
from core.audit import Act, AuditLog, Entry
from core.audit.heads import HeadsFile
from core.audit.sealing import AuditSealer
from core.clock import SystemClock
from core.database import Database
from core.keyring import KeyRing
from core.roles import Actor, ActorKind, Role


@pytest.fixture
def data(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with five entries, of which three are sealed; no service runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMNAEU_DATA_DIR", str(tmp_path))
    shutil.copyfile(sqlite_template, tmp_path / "samnaeu.sqlite3")
    ring = KeyRing.open(tmp_path / "keys" / "ring.json", create=True)

    async def fill() -> None:
        database = await Database.connect(f"sqlite:///{tmp_path / 'samnaeu.sqlite3'}")
        log, sealer = AuditLog(ring), AuditSealer(database, ring, SystemClock(), tmp_path / "audit")
        officer = Actor(ActorKind.OFFICER, chance.identifier(), Role.SUPERVISOR)
        entry = Entry(Act.OFFICER_ACCOUNT_SIGNED_IN, officer, SystemClock().now(), "console")
        await database.write(lambda connection: log.write(connection, entry, entry, entry))
        await sealer.seal()
        await database.write(lambda connection: log.write(connection, entry, entry))
        await database.close()

    asyncio.run(fill())
    return tmp_path


def tamper(data: Path, statement: str) -> None:
    async def do() -> None:
        database = await Database.connect(f"sqlite:///{data / 'samnaeu.sqlite3'}")

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(text(statement))

        await database.write(work)
        await database.close()

    asyncio.run(do())


def audit(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["audit", *arguments])
    return result.exit_code, result.output


def test_all_is_well_and_the_rest_is_sealed(data: Path) -> None:
    code, said = audit("verify")
    assert (code, said.startswith("all is well: 3 sealed, 2 to be sealed")) == (0, True)
    assert audit("verify")[1].startswith("all is well: 5 sealed, 0 to be sealed")


def test_a_fault_is_said_in_plain_words(data: Path) -> None:
    tamper(data, "UPDATE audit_entries SET role = 'administrator' WHERE sequence = 2")
    code, said = audit("verify")
    assert code == 1
    assert "entry 2 is not as it was written" in said
    assert "1 fault" in said
    tamper(data, "DELETE FROM audit_entries WHERE sequence >= 2")
    code, said = audit("verify")
    assert code == 1
    assert "entries 2 to 3 are cut off from the end: mark.json knows of them" in said


def test_what_was_tampered_with_is_left_as_it_was_found(data: Path) -> None:
    tamper(data, "DELETE FROM audit_entries WHERE sequence = 3")
    mark = HeadsFile(data / "audit").read().mark
    assert audit("verify")[0] == 1
    assert "2 to be sealed" in audit("verify")[1]
    assert HeadsFile(data / "audit").read().mark == mark


def test_a_quoted_head_is_looked_for(data: Path) -> None:
    head = audit("verify")[1].split()[-1]
    assert audit("verify", "--quoted", head)[0] == 0
    code, said = audit("verify", "--quoted", "3-0123456789abcdef")
    assert (code, "is NOT in the chain" in said) == (1, True)
    assert audit("verify", "--quoted", "nonsense")[0] == 2


def test_without_keys_or_database_it_says_so_and_makes_nothing(data: Path) -> None:
    (data / "samnaeu.sqlite3").unlink()
    code, said = audit("verify")
    assert (code, "there is no database here" in said) == (2, True)
    assert not (data / "samnaeu.sqlite3").exists()
    (data / "keys" / "ring.json").unlink()
    code, said = audit("verify")
    assert (code, "there is no key ring here" in said) == (2, True)


def test_a_number_that_no_request_has(data: Path) -> None:
    code, said = audit("show", "123")
    assert (code, "there is no such request" in said) == (2, True)
