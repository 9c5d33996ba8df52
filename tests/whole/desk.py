"""The commands on the data of a service that is running: a second process on one database."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

import structlog
from typer.testing import CliRunner, Result

from app.commands import cli
from tests.whole.service import Service


async def samnaeu(service: Service, *arguments: str, **settings: str) -> Result:
    """What comes of a command, given what the service is given."""
    environment = {**service.environment, **settings}
    try:
        return await asyncio.to_thread(CliRunner().invoke, cli, arguments, env=environment)
    finally:
        structlog.reset_defaults()  # the command logged to a stream that is closed now


@dataclass(frozen=True)
class Desk:
    """One officer at a terminal; `printed` is all that was shown there."""

    service: Service
    officer: str
    printed: list[str] = field(default_factory=list)

    async def tries(self, *arguments: str) -> Result:
        """What comes of `samnaeu queue …`."""
        result = await samnaeu(self.service, "queue", *arguments, SAMNAEU_OFFICER=self.officer)
        self.printed.append(result.output)
        return result

    async def is_refused(self, *arguments: str) -> str:
        """Why `samnaeu queue …` does nothing, in a line."""
        result = await self.tries(*arguments)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        return result.stderr.strip()

    async def does(self, *arguments: str) -> str:
        """What `samnaeu queue …` prints; it must go well."""
        result = await self.tries(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    async def takes(self, reference: str) -> str:
        """Makes it their own, whoever waits longer."""
        return await self.does("take", reference, "--reason", "they stand at the counter")

    async def reads(self, reference: str) -> dict[str, str]:
        """The facts that `samnaeu queue show` tells, by name."""
        shown = await self.does("show", reference)
        return dict(re.findall(r"^([a-z][a-z ]*?)  +(\S.*?) *$", shown.partition("\n\n")[0], re.MULTILINE))
