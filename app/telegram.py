"""The Telegram door onto a house, as its settings say; a house without a token has none."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from app.house import House
from app.repeating import repeated
from bot.api import BotApi
from bot.commands import listed
from bot.conversation import Conversation
from bot.counts import Counts
from bot.deletion import Deletion
from bot.door import Door
from bot.entrance import Entrance
from bot.handling import Handling
from bot.lease import Lease
from bot.memory import Memory
from bot.news import HouseholdNews
from bot.officers.desk import OfficerDesk
from bot.officers.news import OfficerNews
from bot.pace import Pace
from bot.recordings import Recordings
from bot.routes import Routes
from bot.running import Running, Webhook
from bot.screens import Painter
from bot.voice.notes import VoiceNotes
from bot.voice.prompts import Prompts
from console import addresses
from core.lookups import Lookups
from core.sealing import Sealer
from core.telegram_covers import TelegramCovers
from flows.actions import registry
from flows.runner import Runner
from flows.wording import LANGUAGES
from locales.voices import Voices

POOL = 64
"""Calls to Telegram at the same time: its pace allows thirty a second."""

COVER_SECONDS = 20.0
"""Between two looks at what has stood long enough."""
NEWS_SECONDS = 5.0
"""Between two looks for news to send."""

# PTB warns, and so fails under strict tests, unless durations come as such.
os.environ.setdefault("PTB_TIMEDELTA", "1")


@dataclass(frozen=True)
class Telegram:
    """The parts that a server runs: the address to serve where updates are posted, and what runs beside."""

    running: Running
    door: Door
    routes: Routes | None
    news: HouseholdNews
    officer_news: OfficerNews
    connections: Sequence[BaseRequest]

    @property
    def work(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """What goes on beside the server, as long as it serves."""
        return (self.running.run, *self.sending)

    @property
    def work_apart(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """What goes on in a process that only sends: updates come to another."""
        return (self.running.greet, *self.sending)

    @property
    def sending(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """What is told to people and officers without their asking."""
        return (
            self._told_ever_again(self.news.send),
            self._told_ever_again(self.officer_news.tell_new),
            self._told_ever_again(self.officer_news.tell_mornings),
            lambda: self.running.once_ready(
                lambda: repeated("telegram.covers", self.door.cover_due, COVER_SECONDS)
            ),
        )

    async def close(self) -> None:
        """Close the connections to Telegram: nothing can be sent any more."""
        for connection in self.connections:
            await connection.shutdown()

    def _told_ever_again(self, tell: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[None]]:
        return lambda: self.running.once_ready(lambda: repeated("telegram.news", tell, NEWS_SECONDS))


def telegram(
    house: House, counts: Counts, request: BaseRequest | None = None, pace: Pace | None = None
) -> Telegram | None:
    """The door, or None without a token. `request`: instead of a connection to the Bot API."""
    settings = house.settings
    if settings.telegram_token is None:
        return None
    connections = (request or _request(), request or _request())
    bot = _bot(house, settings.telegram_token.get_secret_value(), *connections)
    chats = BotApi(bot, pace or Pace())
    door = _door(house, chats, counts)
    routes = _routes(house, counts)
    webhook = Webhook(settings.telegram_webhook_url, _secret(house), routes) if routes else None
    words = house.services.words

    running = Running(
        bot,
        door.take,
        Lease(house.drafts, "telegram"),
        {language: listed(words, language) for language in LANGUAGES},
        webhook,
        house.telegram_bot,
    )
    return Telegram(running, door, routes, *_news(house, chats), connections)


def _news(house: House, chats: BotApi) -> tuple[HouseholdNews, OfficerNews]:
    words, clock = house.services.words, house.clock
    return (
        HouseholdNews(house.outbox, house.telegram_accounts, chats, words),
        OfficerNews(house.accounts.telegrams, house.queue, chats, words, clock, _case_page(house)),
    )


def _case_page(house: House) -> Callable[[str], str]:
    """The address of a request's page by its reference; empty where browsers are not led to us by TLS.

    Telegram takes no message with a button that leads to a machine without a name, as a developer's.
    """
    public = house.settings.public_url
    known = public.startswith("https://")
    return lambda reference: f"{public}{addresses.request(reference)}" if known else ""


def _bot(house: House, token: str, request: BaseRequest, asking: BaseRequest) -> Bot:
    api = house.settings.telegram_api_url
    return Bot(
        token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request,
        get_updates_request=asking,
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
    words, accounts, code = services.words, house.telegram_accounts, settings.ussd_service_code
    prompts = Prompts(Voices.load(), chats)
    conversation = Conversation(services, Runner(services.scripts, registry), Painter(words), prompts)
    notes = VoiceNotes(house.requests.voices, chats, words, house.clock)
    return Door(
        handling=Handling(
            conversation,
            Entrance(accounts, house.people, words, conversation, code),
            Deletion(house.forgetting, accounts, house.accounts.telegrams, words),
            Recordings(notes, conversation),
            OfficerDesk(house.accounts.telegrams, house.queue, words, house.clock, _case_page(house)),
            accounts,
            house.places,
            words,
            code,
        ),
        memory=Memory(house.drafts, Sealer(house.ring), transcripts, services.drafts),
        accounts=accounts,
        chats=chats,
        prompts=prompts,
        words=words,
        clock=house.clock,
        counts=counts,
        scripts=services.scripts,
        covers=TelegramCovers(house.database, Sealer(house.ring), Lookups(house.ring)),
    )
