"""`samnaeu import`: what an operator is told, and what is left when the process is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.database import Database
from core.keyring import KeyRing
from core.registry.tables import Tables
from core.tables import registry_households
from tests.app.commands.conftest import Samnaeu, refusal

PHONE = "+85512000501"
GOOD = "id,commune,phones\nH-1,120101,012000501\n"
IMPORT = "from app.commands import main; main()"


@pytest.fixture
def homes(samnaeu: Samnaeu, tmp_path: Path) -> Path:
    """A file of one household."""
    file = tmp_path / "homes.csv"
    file.write_text(GOOD)
    return file


@pytest.fixture
def listed(homes: Path) -> Path:
    """Where refused rows are listed."""
    return homes.with_name("homes.csv.refused.csv")


def test_a_good_file_is_taken_and_leaves_no_report(samnaeu: Samnaeu, homes: Path, listed: Path) -> None:
    listed.write_text("of another day")
    imported = samnaeu("import", "households", str(homes))
    assert (imported.exit_code, imported.stdout) == (0, "households: 1 rows taken, 0 refused.\n")
    assert not listed.exists()


def test_a_programme_that_nobody_knows_is_taken_and_told(samnaeu: Samnaeu, homes: Path) -> None:
    samnaeu("import", "households", str(homes))
    enrolled = homes.with_name("enrolled.csv")
    enrolled.write_text("household,programme\nH-1,base_cash\nH-1,flood_relief\n")
    imported = samnaeu("import", "enrolments", str(enrolled))
    assert imported.exit_code == 0
    assert "1 x taken, but programme: no file" in " ".join(imported.stdout.split())
    _, told = homes.with_name("enrolled.csv.refused.csv").read_text().splitlines()
    assert told.startswith("3,")
    assert "flood" not in told + imported.output


def test_refused_rows_are_listed_by_line_without_what_stood_in_them(
    samnaeu: Samnaeu, homes: Path, listed: Path
) -> None:
    homes.write_text(GOOD + "H-2,120101,012000502\n" * 19 + "H-3,999999,0999\n")
    imported = samnaeu("import", "households", str(homes), "--refused-at-most", "99")
    assert imported.exit_code == 1
    told = " ".join(imported.stdout.split())
    assert "18 x id: as in another line" in told
    assert "households: 2 rows taken, 19 refused" in told
    header, *rows = listed.read_text().splitlines()
    assert header == "line,reason"
    assert rows[0] == "4,id: as in line 3"
    assert rows[-1] == "22,commune: no commune has this code; phones: a number is no phone number"
    assert "0999" not in listed.read_text() + imported.output
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600


def test_too_many_refusals_change_nothing(samnaeu: Samnaeu, homes: Path, listed: Path) -> None:
    homes.write_text(GOOD + "H-2,999999,\n")
    imported = samnaeu("import", "households", str(homes))
    assert imported.exit_code == 2
    assert "NOTHING WAS CHANGED: more than 10 % were refused" in imported.stderr
    assert listed.exists()
    homes.write_text("household,number\nH-1,DEMO0001\n")
    assert "no row could be taken" in samnaeu("import", "cards", str(homes)).stderr


def test_a_dry_run_says_that_nothing_was_changed(samnaeu: Samnaeu, homes: Path) -> None:
    looked = samnaeu("import", "households", str(homes), "--dry-run")
    assert looked.stdout == "households: 1 rows taken, 0 refused. Only looked at: nothing was changed.\n"
    homes.write_text("household,role,count\nH-1,head,1\n")
    assert samnaeu("import", "members", str(homes), "--dry-run").exit_code == 1


def test_wrong_columns_are_told_in_one_line(samnaeu: Samnaeu, homes: Path, listed: Path) -> None:
    told = refusal(samnaeu("import", "cards", str(homes)))
    assert told == (
        "homes.csv: the columns of cards are household,number,issued_on,valid_until; "
        "here missing: 'household', 'number'; not known: 'id', 'commune', 'phones'"
    )
    assert not listed.exists()


def test_a_report_goes_where_it_is_wanted_and_never_over_the_file(
    samnaeu: Samnaeu, homes: Path, tmp_path: Path
) -> None:
    homes.write_text(GOOD + "H-2,999999,\n")
    wanted = tmp_path / "report.csv"
    samnaeu("import", "households", str(homes), "--report", str(wanted))
    assert wanted.read_text().startswith("line,reason\n3,")
    before = homes.read_text()
    assert "written over" in refusal(samnaeu("import", "households", str(homes), "--report", str(homes)))
    nowhere = str(tmp_path / "nowhere" / "report.csv")
    assert "No such file" in refusal(samnaeu("import", "households", str(homes), "--report", nowhere))
    assert homes.read_text() == before


def test_a_card_has_the_form_that_the_operator_set(
    samnaeu: Samnaeu, homes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samnaeu("import", "households", str(homes))
    file = tmp_path / "cards.csv"
    file.write_text("household,number\nH-1,DEMO-0001\n")
    monkeypatch.setenv("SAMNAEU_CARD_NUMBER", "[0-9]{8}")
    assert samnaeu("import", "cards", str(file)).exit_code == 2
    file.write_text("household,number\nH-1,1234 5678\n")
    assert samnaeu("import", "cards", str(file)).exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe with a name")
async def test_killed_in_the_middle_nothing_shows_and_it_works_again(
    samnaeu: Samnaeu, homes: Path, tmp_path: Path
) -> None:
    assert (await asyncio.to_thread(samnaeu, "import", "households", str(homes))).exit_code == 0
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", IMPORT, "import", "households", str(pipe)),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        stderr=asyncio.subprocess.DEVNULL,
    )
    database = await Database.connect(f"sqlite:///{tmp_path / 'data' / 'samnaeu.sqlite3'}")
    tables = Tables(database, KeyRing.open(tmp_path / "data" / "keys" / "ring.json"))
    rows = "".join(f"X-{n},120109,012000501\n" for n in range(1500))
    writing = await asyncio.to_thread(pipe.open, "wb", buffering=0)
    await asyncio.to_thread(writing.write, (GOOD + rows).encode())
    while await stored(database) < 1000:  # noqa: ASYNC110  another process; it waits for the pipe's end
        await asyncio.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    writing.close()
    assert [home.id for home in await tables.by_phone(PHONE)] == ["H-1"]

    again = await asyncio.to_thread(samnaeu, "import", "households", str(homes))
    assert again.exit_code == 0
    assert await stored(database) == 1
    assert [home.id for home in await tables.by_phone(PHONE)] == ["H-1"]
    await database.close()


async def stored(database: Database) -> int:
    """How many households there are, seen or not."""
    query = select(func.count()).select_from(registry_households)
    return await database.read(lambda connection: connection.scalar(query)) or 0
