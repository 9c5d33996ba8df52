"""What every command does first: read the settings, or say in plain lines why it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TypeVar

import typer
import uvloop

from app import logs
from app.data_folder import refuse_unusable
from app.demo.stage import WrongFolder, demo_settings, is_demo, refuse_demo
from app.house import House, open_house
from app.serving import CannotListen
from app.settings import Settings
from app.starting import SettingsError, refuse_unsafe, settings, unknown
from core.keyring import KeyRingUnusable
from core.places import Gazetteer
from core.unavailable import StoreUnavailable
from flows.faults import ScriptError
from flows.library import load_scripts
from flows.script import Scripts
from flows.wording import Catalogue, NotCompiled, Words
from locales.compile import LOCALES

T = TypeVar("T")

REFUSALS = (
    SettingsError,
    KeyRingUnusable,
    StoreUnavailable,
    ScriptError,
    NotCompiled,
    CannotListen,
    WrongFolder,
)


def read_settings(*, of_the_folder: bool = True) -> Settings:
    """The settings; ends the process with their faults, a line each, where they cannot stand.

    `of_the_folder`: nor where the data folder will not do.
    """
    for line in unknown():
        typer.echo(line, err=True)
    try:
        chosen = settings()
        if of_the_folder:
            refuse_unusable(chosen.data_dir)
    except SettingsError as error:
        raise refused(error) from None
    return chosen


def settings_of_the_service() -> Settings:
    """The settings of the real service; ends the process where they are open, or the folder is the demo's."""
    chosen = read_settings()
    try:
        refuse_unsafe(chosen)
        refuse_demo(chosen)
    except (SettingsError, WrongFolder) as error:
        raise refused(error) from None
    return chosen


def refused(error: Exception) -> typer.Exit:
    """Says why nothing was started; to be raised."""
    typer.echo(str(error) or type(error).__name__, err=True)
    return typer.Exit(2)


def scripts_and_words() -> tuple[Scripts, Words]:
    """The service's own; ends the process where they are broken."""
    try:
        return load_scripts(), Words(Catalogue.load(LOCALES), Gazetteer.load())
    except (ScriptError, NotCompiled) as error:
        raise refused(error) from None


def run(work: Coroutine[object, object, T]) -> T:
    """Runs `work` to its end, on uvloop; what an operator can mend is said without a traceback."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(work)
    except REFUSALS as error:
        raise refused(error) from None


def in_house(work: Callable[[House], Coroutine[object, object, T]]) -> T:
    """Runs `work` in a house of this process's settings, with the demo's where it is the demo's house."""
    settings = read_settings()
    logs.configure("warning", secrets=settings.secrets())

    async def inside() -> T:
        demo = is_demo(settings)
        async with open_house(demo_settings(settings) if demo else settings, demo=demo) as house:
            return await work(house)

    return run(inside())
