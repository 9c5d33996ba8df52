"""The command line `samnaeu`: one file a command."""

from __future__ import annotations

import typer

from app.commands.audit import audit_app
from app.commands.checking import flows_app
from app.commands.dialling import dial
from app.commands.drawing import draw
from app.commands.importing import import_file
from app.commands.keys import keys_app
from app.commands.officers import officers_app
from app.commands.queue import queue_app
from app.commands.reviewing import review, reviewed
from app.commands.serving import demo, serve
from app.commands.switches import switches_app
from app.commands.voices import voices
from app.commands.working import work

cli = typer.Typer(
    name="samnaeu",
    help="The front door of IDPoor On-Demand: requests by USSD, and their way through the commune's queue.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
cli.command("demo")(demo)
cli.command("serve")(serve)
cli.command("work")(work)
cli.command("dial")(dial)
cli.command("import")(import_file)
cli.add_typer(queue_app, name="queue")
cli.add_typer(officers_app, name="officers")
cli.add_typer(switches_app, name="switches")
cli.add_typer(flows_app, name="flows")
flows_app.command("draw")(draw)
flows_app.command("review")(review)
flows_app.command("reviewed")(reviewed)
flows_app.command("voices")(voices)
cli.add_typer(audit_app, name="audit")
cli.add_typer(keys_app, name="keys")


def main() -> None:
    """The entry point of the `samnaeu` script."""
    cli()
