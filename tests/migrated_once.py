"""A new house of a test gets a copy of a migrated file: migrating takes an eighth of a second each time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path

import pytest

from core.database_url import database_url, sqlite_file
from core.private_file import private_file
from migrations.run import upgrade_async


@contextmanager
def migrated_once(template: Path) -> Iterator[None]:
    """Meanwhile a house without a file starts on a copy of `template`; any other is brought up to date."""

    async def up_to_date(url: str) -> bool:
        file = sqlite_file(database_url(url))
        if file is None:
            return await upgrade_async(url)
        if file.exists():
            # a copy that a test made itself need not be opened to be found up to date
            return not cmp(file, template, shallow=False) and await upgrade_async(url)
        private_file(file)
        shutil.copyfile(template, file)
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.house.upgrade_async", up_to_date)
        yield
