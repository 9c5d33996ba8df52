"""The Telegram door onto a house, as its settings say; a house without a token has none."""

from __future__ import annotations

import os
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.request import BaseRequest, HTTPXRequest

from app.house import House
from bot.api import BotApi
from bot.commands import listed
from bot.conversation import Conversation
from bot.counts import Counts
from bot.door import Door
from bot.entrance import Entrance
from bot.handling import Handling
from bot.lease import Lease
from bot.memory import Memory
from bot.pace import Pace
from bot.routes import Routes
from bot.running import Running, Webhook
from bot.screens import Painter
from bot.updates import read
from core.lookups import Lookups
from core.sealing import Sealer
from flows.actions import registry
from flows.runner import Runner
from flows.wording import LANGUAGES

POOL = 64
"""Calls to Telegram at the same time: its pace allows thirty a second."""

# PTB warns, and so fails under strict tests, unless durations come as such.
os.environ.setdefault("PTB_TIMEDELTA", "1")


@dataclass(frozen=True)
class Telegram:
    """The parts that a server runs: the address to serve where updates are posted, and what runs beside."""

    running: Running
    door: Door
    routes: Routes | None


def telegram(
    house: House, counts: Counts, request: BaseRequest | None = None, pace: Pace | None = None
) -> Telegram | None:
    """The door, or None without a token. `request`: instead of a connection to the Bot API."""
    settings = house.settings
    if settings.telegram_token is None:
        return None
    bot = _bot(house, settings.telegram_token.get_secret_value(), request)
    door = _door(house, BotApi(bot, pace or Pace()), counts)
    routes = _routes(house, counts)
    webhook = Webhook(settings.telegram_webhook_url, _secret(house), routes) if routes else None
    words = house.services.words

    async def take(update: Update) -> None:
        await door.take(read(update))

    running = Running(
        bot,
        take,
        Lease(house.drafts, "telegram"),
        {language: listed(words, language) for language in LANGUAGES},
        webhook,
    )
    return Telegram(running, door, routes)


def _bot(house: House, token: str, request: BaseRequest | None) -> Bot:
    api = house.settings.telegram_api_url
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request or _request(),
        get_updates_request=request or _request(),
    )


def _request() -> HTTPXRequest:
    # a proxy of the environment would be used for a server on this machine too
    return HTTPXRequest(connection_pool_size=POOL, httpx_kwargs={"trust_env": False})


def _routes(house: House, counts: Counts) -> Routes | None:
    return Routes(_secret(house), counts) if house.settings.telegram_mode == "webhook" else None


def _secret(house: House) -> str:
    secret = house.settings.telegram_secret
    return secret.get_secret_value() if secret else ""


def _door(house: House, chats: BotApi, counts: Counts) -> Door:
    services, settings = house.services, house.settings
    transcripts = Lookups(house.ring, "transcript")
    conversation = Conversation(services, Runner(services.scripts, registry), Painter(services.words))
    entrance = Entrance(
        house.telegram_accounts, house.people, services.words, conversation, settings.ussd_service_code
    )
    return Door(
        handling=Handling(
            conversation,
            entrance,
            house.telegram_accounts,
            house.places,
            services.words,
            settings.ussd_service_code,
        ),
        memory=Memory(house.drafts, Sealer(house.ring), transcripts, services.drafts),
        accounts=house.telegram_accounts,
        people=house.people,
        chats=chats,
        words=services.words,
        clock=house.clock,
        counts=counts,
    )
