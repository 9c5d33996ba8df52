"""`samnaeu keys`: which keys the service has, never what they are, and a fresh one of a purpose."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.archive import Archive, with_archive
from app.commands.starting import read_settings, refused
from app.house import key_file
from core.clock import SystemClock
from core.keyring import PURPOSES, KeyRing, KeyRingUnusable
from core.rotating import NotInAudit, rotate
from core.working_days import CAMBODIA

keys_app = typer.Typer(help="The keys that seal and find what is stored.", no_args_is_help=True)


@keys_app.command("list")
def list_keys() -> None:
    """Each purpose with its versions, the current one first; no key is shown."""
    try:
        ring = KeyRing.open(key_file(read_settings(of_the_folder=False)))
    except KeyRingUnusable as error:
        raise refused(error) from None
    for purpose in PURPOSES:
        for place, version in enumerate(ring.all(purpose)):
            typer.echo(f"{purpose}: version {version}{_since(ring, purpose, version)}{_state(place)}")


@keys_app.command("rotate")
def rotate_key(
    purpose: Annotated[str, typer.Argument(help=f"What for: {', '.join(PURPOSES)}")],
) -> None:
    """Make a fresh key the current one, for every process with this key ring at once; the old ones stay."""

    async def work(archive: Archive) -> None:
        version = await rotate(archive.database, archive.ring, purpose, SystemClock())
        typer.echo(f"{purpose}: version {version} is current; copy {archive.ring.path} anew")

    try:
        with_archive(work)
    except NotInAudit as untold:
        raise refused(
            LookupError(
                f"{purpose}: version {untold.version} is current, but the audit could not be told: "
                "write down that it was you"
            )
        ) from None


def _since(ring: KeyRing, purpose: str, version: int) -> str:
    made = ring.since(purpose).get(version)
    return f", made {made.astimezone(CAMBODIA):%Y-%m-%d %H:%M}" if made else ""


def _state(place: int) -> str:
    return ", current" if place == 0 else ", for what is there already"
