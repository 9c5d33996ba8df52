"""`samnaeu officers`: who works the queue, and where."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.starting import in_house, refused
from app.house import House
from core.officers import OfficerError
from core.roles import OFFICER_ROLES, Role

officers_app = typer.Typer(help="The officers and their areas.", no_args_is_help=True)


@officers_app.command("list")
def list_officers() -> None:
    """Everybody who may work the queue."""

    async def work(house: House) -> None:
        found = await house.officers.list()
        widest = max((len(officer.username) for officer in found), default=0)
        for officer in found:
            areas = " ".join(sorted(officer.areas))
            gone = "" if officer.active else "  (not active)"
            typer.echo(f"{officer.username:<{widest}}  {officer.role:<16}  {areas:<6}  {officer.name}{gone}")
        if not found:
            typer.echo("nobody yet: `samnaeu officers add` adds one")

    in_house(work)


@officers_app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="Small letters, digits, dots and hyphens")],
    name: Annotated[str, typer.Argument(help="The officer's own name")],
    role: Annotated[Role, typer.Option(help="Their role")],
    area: Annotated[list[str], typer.Option(help="Code of a province, district or commune; repeatable")],
) -> None:
    """Add an officer."""
    if role not in OFFICER_ROLES:
        raise typer.BadParameter(f"{role} is no officer's role")

    async def work(house: House) -> None:
        await house.officers.add(username, name, role, area)

    try:
        in_house(work)
    except OfficerError as error:
        raise refused(error) from None
