"""A hundred thousand rows come in, one in a hundred broken: just those are refused; households dial on."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from app.commands.importing import SOME_REFUSED
from app.house import House
from bench.imports import BROKEN, households
from tests.ussd.caller import Caller, NoCounts

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ROWS = 100_000
PHONE = "+85512000000"
"""Of the first household in the file."""


async def test_a_long_import_refuses_exactly_the_broken_rows_while_households_dial(
    small_house: House, tmp_path: Path
) -> None:
    file = tmp_path / "homes.csv"
    file.write_text("\n".join(",".join(map(str, row)) for row in households(ROWS)) + "\n")
    await small_house.people.remember(PHONE, "en")
    caller = Caller(small_house.door(NoCounts()), PHONE)
    importing = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from app.commands import main; main()", "import", "households", str(file)),
        env=os.environ | {"SAMNAEU_DATA_DIR": str(small_house.settings.data_dir)} | _stored(small_house),
        stdout=asyncio.subprocess.DEVNULL,
    )
    screens: list[str] = []
    while importing.returncode is None:
        screens.append(await caller.dial())
        screens.append(await caller.choose("My payments"))
        await caller.choose("Back")
        await asyncio.wait([asyncio.create_task(importing.wait())], timeout=0.05)
    assert importing.returncode == SOME_REFUSED
    menu, question = screens[:2]
    assert "IDPoor, free service" in menu
    assert screens == [menu, question] * (len(screens) // 2), "the same service before, meanwhile and after"
    assert len(screens) > 20
    refused = (tmp_path / "homes.csv.refused.csv").read_text().splitlines()[1:]
    lines = [int(line.partition(",")[0]) for line in refused]
    assert lines == [n + 2 for n in range(ROWS) if n % BROKEN == 7]
    (home,) = await small_house.registry.by_phone(PHONE)
    assert home.id == "H-0"


def _stored(house: House) -> dict[str, str]:
    return {"SAMNAEU_DATABASE_URL": house.settings.storage_url()}
