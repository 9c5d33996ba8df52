"""`samnaeu officers`: who works the queue, and where."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Annotated

import typer

from app.commands.starting import in_house, refused
from app.house import House
from core.accounts.links import LinkKind
from core.officers import Officer, OfficerError
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
            line = f"{officer.username:<{widest}}  {officer.role:<16}  {areas:<6}  {officer.name}"
            typer.echo(line + _standing(officer))
        if not found:
            typer.echo("nobody yet: `samnaeu officers add` adds one")

    in_house(work)


def _standing(officer: Officer) -> str:
    if not officer.active:
        return "  (not active)"
    return "" if officer.joined else "  (has not used the invitation yet)"


Username = Annotated[str, typer.Argument(help="Their user name")]


@officers_app.command("invite")
def invite(
    username: Annotated[str, typer.Argument(help="Small letters, digits, dots and hyphens")],
    name: Annotated[str, typer.Argument(help="The officer's own name")],
    role: Annotated[Role, typer.Option(help="Their role")],
    area: Annotated[
        list[str] | None, typer.Option(help="Code of a province, district or commune; repeatable")
    ] = None,
) -> None:
    """Add an officer, and print the one-time link with which they choose a password themselves."""
    if role not in OFFICER_ROLES:
        raise typer.BadParameter(f"{role} is no officer's role")

    async def work(house: House) -> None:
        _, token = await house.accounts.managing.invite(None, username, name, role, area or [])
        _print_link(house, LinkKind.INVITATION, token)

    try:
        in_house(work)
    except OfficerError as error:
        raise refused(error) from None


@officers_app.command("reset")
def reset(
    username: Username,
    lost: Annotated[LinkKind, typer.Option(help="What was lost; `invitation` for both")] = LinkKind.PASSWORD,
) -> None:
    """Print a one-time link for a lost password or a lost second factor. It asks for what was not lost."""

    async def work(house: House, officer: Officer) -> None:
        kind, token = await house.accounts.managing.link(None, officer.id, lost)
        _print_link(house, kind, token)

    _on_account(username, work)


@officers_app.command("disable")
def disable(username: Username) -> None:
    """Shut an officer out, at once; what they held goes back into the line."""

    async def work(house: House, officer: Officer) -> None:
        given_back = await house.accounts.managing.disable(None, officer.id)
        typer.echo(f"{username} is shut out; requests back in the line: {given_back}")

    _on_account(username, work)


@officers_app.command("enable")
def enable(username: Username) -> None:
    """Let an officer in again."""
    _on_account(username, lambda house, officer: house.accounts.managing.enable(None, officer.id))


@officers_app.command("end-sessions")
def end_sessions(username: Username) -> None:
    """Sign an officer out everywhere."""
    _on_account(username, lambda house, officer: house.accounts.managing.end_sessions(None, officer.id))


def _on_account(username: str, work: Callable[[House, Officer], Coroutine[object, object, object]]) -> None:
    async def inside(house: House) -> None:
        officer = await house.officers.find(username)
        if officer is None:
            raise OfficerError(f"there is no officer with the user name {username}")
        await work(house, officer)

    try:
        in_house(inside)
    except OfficerError as error:
        raise refused(error) from None


def _print_link(house: House, kind: LinkKind, token: str) -> None:
    settings = house.settings
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    limits = house.accounts.ground.limits
    lasts = limits.invitation if kind is LinkKind.INVITATION else limits.reset
    typer.echo(f"{address}/console/link/{token}")
    typer.echo(f"It works once, for {lasts // timedelta(hours=1)} hours. Hand it over in person.", err=True)


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
        await house.accounts.managing.add(username, name, role, area)

    try:
        in_house(work)
    except OfficerError as error:
        raise refused(error) from None
