"""Fills an empty house with the demo's cast, once."""

from __future__ import annotations

from collections.abc import Mapping

from app.demo.cast import COMMUNES, OFFICE_NUMBER, REQUESTS, DemoRequest, officers
from app.house import House
from app.settings import Settings
from core.clocks import PROPOSED
from core.consents import Consent, version_of
from core.requests.filing import Filing
from flows.offices import Offices
from flows.steps.step import Saying

CHANNEL = "ussd"


def demo_settings(settings: Settings) -> Settings:
    """The settings of a demo: where the operator set no targets, the proposed ones, so that days show."""
    return settings if settings.targets else settings.model_copy(update={"targets": dict(PROPOSED)})


def demo_offices(settings: Settings) -> Offices:
    """The operator's numbers, or plainly DEMO ones for the demo's communes."""
    if settings.offices_file:
        return settings.offices()
    return Offices(_numbers())


def _numbers() -> Mapping[str, str]:
    return {commune: OFFICE_NUMBER.format(number=n) for n, commune in enumerate(COMMUNES, start=1)}


async def set_stage(house: House) -> bool:
    """Adds officers and requests to a house without officers; whether it did."""
    if await house.officers.list():
        return False
    for officer in officers():
        await house.officers.add(officer.username, officer.name, officer.role, [officer.area])
    for request in REQUESTS:
        await _file(house, request)
    return True


async def _file(house: House, request: DemoRequest) -> None:
    person = await house.people.remember(request.phone, "km")
    filed = await house.requests.submit(
        Filing(
            idempotency_key=f"demo/{request.number}",
            person_id=person.id,
            own=True,
            commune=request.commune,
            contact=request.contact,
            consents=(_consent(house),),
            channel=CHANNEL,
            language="km",
            people=request.people,
            needs=request.needs,
        )
    )
    if request.taken:
        officer = await house.officers.find(f"officer-{request.commune}")
        if officer is not None:
            await house.queue.take(officer, filed.request.reference, channel="terminal")


def _consent(house: House) -> Consent:
    step = house.services.scripts.step("request/consent")
    text = house.services.words.text("km", step.texts.full) if isinstance(step, Saying) else ""
    return Consent("request", version_of(text), text, "km", CHANNEL, house.clock.now())
