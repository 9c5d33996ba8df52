"""A small service that speaks the callback: enough screens, in both languages, to try a phone on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from app.home.routes import Link, add_home
from app.simulator.routes import Message, add_simulator
from core.places import Gazetteer
from flows.wording import Catalogue, Words
from locales.compile import LOCALES

WELCOME = "CON IDPoor ឥតគិតថ្លៃ / Free\n1.ខ្មែរ (Khmer)\n2.English"
MENU_KM = "CON 1.សុំប័ណ្ណសមធម៌\n2.សំណើខ្ញុំ\n3.ប្រាក់\n4.ប័ណ្ណខ្ញុំ\n5.សាលាឃុំ\n6.English"
MENU_EN = (
    "CON IDPoor, free service\n1.Ask for an IDPoor assessment\n2.My request\n"
    "5.Help, my commune office\n6.Khmer"
)
CONSENT_KM = "CON ផ្ញើលេខនេះ និងចម្លើយទៅឃុំបន្ទាយនាង មង្គលបូរី?\n1.យល់ព្រម\n2.ទេ"
PROVINCES = (
    "CON Which province?\n1.Kampong Speu\n2.Prey Veng\n3.Takeo\n4.Kandal\n5.Kampong Cham\n6.Phnom Penh\n"
    "7.Siem Reap\n8.Tboung Khmum\n9.Next\n0.Back"
)
DONE_KM = "END បានទទួលសំណើ 123 456 789\nចាំគេទាក់ទង។ ឥតគិតថ្លៃ កុំបង់ប្រាក់ឱ្យអ្នកណា"
DONE_EN = (
    "END Received. Your number is 123 456 789. Write it down. Your commune will contact you. "
    "This is free: pay no one."
)
TOO_LONG = "CON " + "ខ" * 71
NOT_UNDERSTOOD = "CON Not understood.\n0.Back"
NEWS = "Your request has news. Dial *1200#"

SCREENS: Mapping[str, str] = {
    "": WELCOME,
    "1": MENU_KM,
    "2": MENU_EN,
    "1*1": CONSENT_KM,
    "1*1*1": DONE_KM,
    "2*1": PROVINCES,
    "2*1*1": DONE_EN,
    "120109": CONSENT_KM,
    "120109*1": DONE_KM,
    "2*9": TOO_LONG,
    "2*8": "no prefix",
}


@dataclass
class FakeService:
    """What was posted, and what the service holds for a phone."""

    posts: list[dict[str, str]] = field(default_factory=list)
    events: list[dict[str, str]] = field(default_factory=list)
    heard: asyncio.Queue[dict[str, str]] = field(default_factory=asyncio.Queue)
    letters: dict[str, list[Message]] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    screens: Mapping[str, str] = field(default_factory=lambda: SCREENS)
    broken: bool = False

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def texts(self) -> list[str]:
        return [post["text"] for post in self.posts]

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/ussd/africastalking/demo", self.turn)
        app.router.add_post("/ussd/africastalking/demo/events", self.event)
        add_simulator(app, service_code="*1200#", inbox=self.inbox)
        words = Words(Catalogue.load(LOCALES), Gazetteer.load())
        add_home(app, words, LINKS, service_code="*1200#")
        return app

    async def turn(self, request: web.Request) -> web.Response:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        self.posts.append(fields)
        await self.gate.wait()
        if self.broken:
            raise web.HTTPInternalServerError
        body = self.screens.get(fields["text"], NOT_UNDERSTOOD)
        if body.startswith("END"):
            self.letters.setdefault(fields["phoneNumber"], []).append(Message(datetime.now(UTC), NEWS))
        return web.Response(text=body)

    async def event(self, request: web.Request) -> web.Response:
        self.events.append({name: str(value) for name, value in (await request.post()).items()})
        self.heard.put_nowait(self.events[-1])
        return web.Response()

    async def next_event(self) -> dict[str, str]:
        """The next end of a session, waited for."""
        async with asyncio.timeout(10):
            return await self.heard.get()

    async def inbox(self, phone: str) -> list[Message]:
        return self.letters.get(phone, [])


LINKS = (
    Link(
        "/simulator/",
        "Try the phone",
        "A basic phone in the browser, with the network's limits and an SMS inbox.",
    ),
    Link("/console/", "Officers' console", "One list for each commune, oldest first."),
    Link("/healthz", "Health", "Whether the service stands."),
)
