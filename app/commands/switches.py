"""`samnaeu switches`: what is closed for now, closed and opened at the terminal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

import typer

from app.closed_screens import checked_on
from app.commands.starting import in_house, refused
from app.house import House
from core.channels import Channel
from core.switches import AlreadySo, BadMessage, Change, NoSuchSwitch, Reason, Switch, SwitchChanged
from core.working_days import CAMBODIA

switches_app = typer.Typer(help="What is closed for now, for everybody.", no_args_is_help=True)

Word = Annotated[str, typer.Argument(help="script_request, channel_ussd, area_1202: `list` names them")]


@switches_app.command("list")
def list_switches() -> None:
    """What is closed, and what else could be; any province, district or commune by its code."""

    async def work(house: House) -> None:
        board, now = await house.switches.fresh(), house.clock.now()
        for change in board.closed(now):
            until = f" until {_told(change.until)}" if change.until else ""
            typer.echo(f"{change.switch.word}: closed since {_told(change.at)}{until} ({change.reason})")
            for language, text in change.messages.items():
                typer.echo(f"  {language}: {text}")
        for switch in house.switches.known:
            before = board.change(switch)
            if before is None or not before.holds(now):
                typer.echo(f"{switch.word}: open")

    in_house(work)


@switches_app.command("close")
def close(
    word: Word,
    khmer: Annotated[str, typer.Option(help="What callers read meanwhile, in Khmer")],
    english: Annotated[str, typer.Option(help="The same in English")],
    reason: Annotated[Reason, typer.Option(help="Why; it stands in the audit")],
    until: Annotated[
        datetime | None, typer.Option(help="When it opens by itself, in Cambodia: 2026-12-01T10:30")
    ] = None,
) -> None:
    """Close it for everybody, at once; or say something else of what is closed."""
    messages = {"km": khmer, "en": english}
    end = until.replace(tzinfo=CAMBODIA) if until else None

    async def work(house: House, switch: Switch, version: int) -> Change:
        checked_on(house.services)(messages)
        return await house.switches.close(
            None, switch, version, reason, messages, until=end, channel=Channel.TERMINAL
        )

    _change(word, work)


@switches_app.command("open")
def open_again(
    word: Word, reason: Annotated[Reason, typer.Option(help="Why; it stands in the audit")] = Reason.OVER
) -> None:
    """Open it again, at once."""

    async def work(house: House, switch: Switch, version: int) -> Change:
        return await house.switches.open(None, switch, version, reason, channel=Channel.TERMINAL)

    _change(word, work)


def _change(word: str, work: Callable[[House, Switch, int], Awaitable[Change]]) -> None:
    async def inside(house: House) -> None:
        switch = Switch.of(word)
        before = (await house.switches.fresh()).change(switch)
        change = await work(house, switch, before.version if before else 0)
        typer.echo(f"{word}: {'closed' if change.closed else 'open'}")

    try:
        in_house(inside)
    except BadMessage as bad:
        raise refused(LookupError(f"the message cannot be shown ({bad})")) from None
    except NoSuchSwitch:
        raise refused(
            LookupError(f"there is nothing called {word}: `samnaeu switches list` names what there is")
        ) from None
    except AlreadySo:
        raise refused(LookupError(f"{word} is open already")) from None
    except SwitchChanged:
        raise refused(
            LookupError(f"somebody changed {word} at this moment: look with `samnaeu switches list`")
        ) from None
    except ValueError as error:
        raise refused(error) from None


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(CAMBODIA):%Y-%m-%d %H:%M}"
