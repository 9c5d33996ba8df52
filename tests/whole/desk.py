"""The officers' commands on the data of a service that is running: a second process on one database."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from typer.testing import CliRunner, Result

from app.commands import cli
from tests.whole.service import Service


@dataclass(frozen=True)
class Desk:
    """One officer at a terminal."""

    service: Service
    officer: str

    async def tries(self, *arguments: str) -> Result:
        """What comes of `samnaeu queue …`."""
        environment = {**self.service.environment, "SAMNAEU_OFFICER": self.officer}
        return await asyncio.to_thread(CliRunner().invoke, cli, ["queue", *arguments], env=environment)

    async def does(self, *arguments: str) -> str:
        """What `samnaeu queue …` prints; it must go well."""
        result = await self.tries(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    async def reads(self, reference: str) -> dict[str, str]:
        """The facts that `samnaeu queue show` tells, by name."""
        shown = await self.does("show", reference)
        return dict(re.findall(r"^([a-z][a-z ]*?)  +(\S.*?) *$", shown.partition("\n\n")[0], re.MULTILINE))
