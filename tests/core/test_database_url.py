"""Addresses of databases, as operators write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.database_url import database_url, sqlite_file


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:////data/samnaeu.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////data/samnaeu.db", "sqlite+aiosqlite"),
        ("postgresql://samnaeu:secret@db/samnaeu", "postgresql+asyncpg"),
        ("postgres://samnaeu:secret@db/samnaeu", "postgresql+asyncpg"),
        ("postgresql+psycopg://samnaeu:secret@db/samnaeu", "postgresql+asyncpg"),
    ],
)
def test_each_gets_the_driver_that_we_use(written: str, driver: str) -> None:
    assert database_url(written).drivername == driver


def test_the_file_of_an_embedded_database() -> None:
    assert sqlite_file(database_url("sqlite:////data/samnaeu.db")) == Path("/data/samnaeu.db")
    assert sqlite_file(database_url("sqlite:///var/samnaeu.db")) == Path("var/samnaeu.db")
    assert sqlite_file(database_url("postgresql://db/samnaeu")) is None


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "secret",
        "mysql://samnaeu:secret@db/samnaeu",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://u:secret@h:p/x",
    ],
)
def test_what_is_of_no_use_is_refused_without_repeating_it(wrong: str) -> None:
    with pytest.raises(ValueError, match="database") as caught:
        database_url(wrong)
    assert "secret" not in str(caught.value)
