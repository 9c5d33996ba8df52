"""`samnaeu demo` and `samnaeu serve`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from aiohttp import web

from app.commands.dialling import command_for
from app.commands.starting import read_settings, refused, run, settings_of_the_service
from app.demo.cast import SUPERVISOR, officers
from app.demo.households import TO_TRY
from app.demo.passwords import hand_out
from app.demo.registry import DemoRegistry, chosen_registry
from app.demo.stage import demo_offices, demo_settings, set_stage
from app.health import add_metrics
from app.house import House, open_house
from app.housekeeping import chores, housekeeping
from app.metrics import Metrics
from app.proving import Unproved, refuse_unproved
from app.server import make_app, prepare
from app.serving import listening, logged, told_to_stop
from app.settings import Settings
from app.starting import SettingsError, refuse_open_webhook
from app.telegram import Telegram, telegram
from app.texts import Work, gateway, text_work
from bot.running import kept_running
from core.clock import SystemClock
from flows.faults import ScriptError
from flows.wording import NotCompiled
from ussd.sms.outcome import SmsSender


def demo(
    new_password: Annotated[bool, typer.Option(help="Give the demo's officers a new password first")] = False,
    registry: Annotated[
        DemoRegistry | None,
        typer.Option(help="Look up cards in the demo's tables, or at a small DCI registry beside it"),
    ] = None,
) -> None:
    """Serve the demo: invented officers and requests, and a phone in the browser to dial with."""
    settings = demo_settings(read_settings())
    try:
        refuse_open_webhook(settings)
    except SettingsError as error:
        raise refused(error) from None
    _prove()
    run(_demo(settings, registry, new_password=new_password))


def serve() -> None:
    """Serve for real: no simulator, no demo secret, figures on a listener of their own."""
    settings = settings_of_the_service()
    _prove()
    run(_serve(settings))


def _prove() -> None:
    """No household dials what fails its checks."""
    try:
        refuse_unproved()
    except (Unproved, ScriptError, NotCompiled) as error:
        raise refused(error) from None


async def _demo(settings: Settings, registry: DemoRegistry | None, *, new_password: bool) -> None:
    metrics = logged(settings)
    async with (
        chosen_registry(settings, registry, SystemClock(), _tell_registry) as led,
        open_house(led, offices=demo_offices(settings), demo=True) as house,
        gateway(house, demo=True) as sender,
    ):
        await set_stage(house)
        password = await hand_out(house, again=new_password)
        bot = telegram(house, metrics)
        app = make_app(house, metrics, demo=True, telegram=bot)
        prepare(app, settings)
        async with (
            housekeeping(chores(house)),  # outside: what a last turn wrote is sealed and counted as well
            # outside too: turns are finished first, whatever a worker still waits for
            kept_running(*text_work(house, sender), *(bot.work if bot else ())),
            listening(app, settings.host, settings.port) as port,
        ):
            _tell_demo(port, settings, password)
            await told_to_stop()


async def _serve(settings: Settings) -> None:
    metrics = logged(settings)
    async with open_house(settings) as house, gateway(house, demo=False) as sender:
        bot = telegram(house, metrics)
        app = make_app(house, metrics, demo=False, telegram=bot)
        prepare(app, settings)
        async with (
            housekeeping(chores(house)),
            _figures(settings, metrics),
            kept_running(*_beside(house, bot, sender)),
            listening(app, settings.host, settings.port) as port,
        ):
            typer.echo(f"Samnaeu serves at http://{settings.host}:{port}")
            await told_to_stop()


def _beside(house: House, bot: Telegram | None, sender: SmsSender | None) -> tuple[Work, ...]:
    """What runs beside the real service; its sending may be left to `samnaeu work`."""
    if not house.settings.serve_sends:
        return (bot.running.run,) if bot else ()
    return (*text_work(house, sender), *(bot.work if bot else ()))


@asynccontextmanager
async def _figures(settings: Settings, metrics: Metrics) -> AsyncIterator[int]:
    app = web.Application()
    add_metrics(app, metrics)
    async with listening(app, settings.metrics_host, settings.metrics_port) as port:
        yield port


def _tell_registry(line: str) -> None:
    typer.echo(f"registry: {line}")


def _tell_demo(port: int, settings: Settings, password: str | None) -> None:
    address = f"http://{settings.host}:{port}"
    shown = f"{password} (shown this once)" if password else "as before; --new-password makes another"
    names = ", ".join(officer.username for officer in (*officers(), SUPERVISOR))
    typer.echo(
        f"""
Samnaeu, the DEMO: everybody and everything in it is invented.

  {address}/             where to begin
  {address}/simulator/   a phone to dial {settings.ussd_service_code} with
  {address}/console/     where officers work
  {address}/readyz       whether all is well

  {command_for(settings, port)}
      the phone in a terminal (in .venv/bin)
  samnaeu queue --officer NAME list
      the queue of an officer
  cards and payments, by the phone that dials (docs/importing.md):
{_households()}
  officers: {names}
  their password: {shown}

Ctrl-C stops it.
"""
    )


def _households() -> str:
    """One household for each way that card and money may stand."""
    return "\n".join(
        f"    0{each.phones[0].removeprefix('+855')}  {each.printed:<14}  {each.situation.told}"
        for each in TO_TRY
    )
