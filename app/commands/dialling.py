"""`samnaeu dial`: a call from the terminal to the service that the settings tell of."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

import typer

from app.commands.starting import read_settings
from app.dial import dial_interactively
from app.handset import SANDBOX_NETWORK, Handset
from app.settings import Settings
from app.starting import DEMO_SECRET, DIAL_SECRET_VARIABLE, variable

SAID_CODE = f"by {variable('ussd_service_code')}"
SAID_PORT = f"by {variable('host')} and {variable('port')}"


def dial(
    deep: Annotated[
        str, typer.Argument(help="What is dialled behind the code: a commune's six digits, as 120109")
    ] = "",
    phone: Annotated[str, typer.Option(help="The phone's number, in full")] = "+85512000101",
    code: Annotated[str | None, typer.Option(help="The service code", show_default=SAID_CODE)] = None,
    network: Annotated[str, typer.Option(help="The network's code: MCC and MNC")] = SANDBOX_NETWORK,
    url: Annotated[str | None, typer.Option(help="Where the service is", show_default=SAID_PORT)] = None,
    secret: Annotated[
        str, typer.Option(envvar=DIAL_SECRET_VARIABLE, help="Last segment of the callback's path")
    ] = DEMO_SECRET,
) -> None:
    """Dial the service from the terminal, as a phone does."""
    chosen = read_settings(of_the_folder=False)
    dialled = code or chosen.ussd_service_code
    handset = Handset(url or f"http://{near(chosen.host)}:{chosen.port}", phone, dialled, network, secret)
    if not dial_interactively(handset, deep or None):
        raise typer.Exit(1)


def near(host: str) -> str:
    """Where a service that listens on `host` is found from this machine, as it stands in an address."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:  # it listens on every address
        return "127.0.0.1" if address.version == 4 else "[::1]"
    return f"[{host}]" if address.version == 6 else host


def command_for(settings: Settings, port: int) -> str:
    """What is typed in another terminal, which has no settings, to dial the service that listens there."""
    unset = Settings.model_construct()
    parts = ["samnaeu dial"]
    if (settings.host, port) != (unset.host, unset.port):
        parts.append(f"--url http://{near(settings.host)}:{port}")
    if settings.ussd_service_code != unset.ussd_service_code:
        parts.append(f"--code '{settings.ussd_service_code}'")
    return " ".join(parts)
