"""`samnaeu work`: sends what is to be told to people, beside `serve` or instead of its own sending."""

from __future__ import annotations

import typer

from app.commands.starting import run, settings_of_the_service
from app.house import open_house
from app.metrics import Metrics
from app.serving import logged, told_to_stop
from app.settings import Settings
from app.telegram import telegram
from app.texts import gateway, text_work
from bot.running import kept_running


def work() -> None:
    """Send notices by text and on Telegram until told to stop. Any number of these may run."""
    settings = settings_of_the_service()
    run(_work(settings, logged(settings)))


async def _work(settings: Settings, metrics: Metrics) -> None:
    async with open_house(settings) as house, gateway(house, demo=False) as sender:
        bot = telegram(house, metrics)
        try:
            async with kept_running(*text_work(house, sender), *(bot.work_apart if bot else ())):
                typer.echo("Samnaeu sends notices")
                await told_to_stop()
        finally:
            if bot is not None:
                await bot.close()
