"""Drafting a revision: `python -m migrations.revise "Subject."`.

It writes what leads from the last revision to `core.tables`; read it, mend it, and format it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from core.database_url import database_url
from core.sqlite import migrating_engine
from migrations.run import scripts, upgrade_async


async def revise(subject: str) -> None:
    """Write the draft into `migrations/versions`, numbered after the last one."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'draft.db'}"
        if ScriptDirectory.from_config(scripts()).get_current_head():
            await upgrade_async(url)
        engine = migrating_engine(database_url(url))
        async with engine.begin() as connection:
            await connection.run_sync(_draft, subject)
        await engine.dispose()


def _draft(connection: Connection, subject: str) -> None:
    config = scripts()
    last = ScriptDirectory.from_config(config).get_current_head() or "0"
    config.attributes["connection"] = connection
    command.revision(config, subject, autogenerate=True, rev_id=f"{int(last) + 1:04}")


if __name__ == "__main__":
    asyncio.run(revise(sys.argv[1]))
