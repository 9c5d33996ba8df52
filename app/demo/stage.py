"""Fills an empty house with the demo's cast, once, and marks its data folder as the demo's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.demo.calls import invent_calls
from app.demo.cast import COMMUNES, OFFICE_NUMBER, REQUESTS, SUPERVISOR, DemoOfficer, DemoRequest, officers
from app.demo.households import any_households, settle_households
from app.house import House
from app.settings import Settings
from core.channels import Channel
from core.clocks import PROPOSED
from core.consents import Consent, version_of
from core.requests.filing import Filing
from flows.offices import Offices
from flows.steps.step import Saying

CHANNEL = Channel.USSD
MARK = "DEMO"
"""A file in the data folder that says whose it is."""


class WrongFolder(Exception):
    """The demo was started on somebody's real data, or the real service on the demo's."""


def demo_settings(settings: Settings) -> Settings:
    """The settings of a demo: where the operator set no targets, the proposed ones, so that days show."""
    return settings if settings.targets else settings.model_copy(update={"targets": dict(PROPOSED)})


def demo_offices(settings: Settings) -> Offices:
    """The operator's numbers, or plainly DEMO ones for the demo's communes."""
    if settings.offices_file:
        return settings.offices()
    return Offices(_numbers())


def is_demo(settings: Settings) -> bool:
    """Whether the data folder is the demo's."""
    return _mark(settings).is_file()


def refuse_demo(settings: Settings) -> None:
    """For the real service. Raises WrongFolder."""
    if is_demo(settings):
        raise WrongFolder(
            "SAMNAEU_DATA_DIR: what `samnaeu demo` invented is in this folder. Name another for the service"
        )


async def set_stage(house: House) -> bool:
    """Adds the demo's officers and requests, unless they are there; whether it did. Raises WrongFolder.

    Its households and calls are brought up to today.

    What was cut off in the middle is gone on with: the supervisor comes last and tells that all is done.
    """
    if not is_demo(house.settings):
        await _mark_empty(house)
    await invent_calls(house)
    await settle_households(house)
    if await house.officers.find(SUPERVISOR.username):
        return False
    for officer in officers():
        await _employ(house, officer)
    for request in REQUESTS:
        await _file(house, request)
    await _employ(house, SUPERVISOR)
    return True


def _mark(settings: Settings) -> Path:
    return settings.data_dir / MARK


async def _mark_empty(house: House) -> None:
    used = await house.officers.list() or any((await house.queue.counts()).values())
    if used or await any_households(house.database):
        raise WrongFolder(
            "SAMNAEU_DATA_DIR: officers, requests or households that are not the demo's are in this folder. "
            "Name another for the demo"
        )
    _mark(house.settings).write_text("Everything in this folder is invented, by `samnaeu demo`.\n")


def _numbers() -> Mapping[str, str]:
    return {commune: OFFICE_NUMBER.format(number=n) for n, commune in enumerate(COMMUNES, start=1)}


async def _employ(house: House, officer: DemoOfficer) -> None:
    if await house.officers.find(officer.username) is None:
        await house.officers.add(
            officer.username, officer.name, officer.role, [officer.area] if officer.area else []
        )


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
            kind=request.kind,
            programmes=request.programmes,
            matter=request.matter,
            card_last4=request.card_last4,
        )
    )
    if request.taken and filed.request.holder is None:
        officer = await house.officers.find(f"officer-{request.commune}")
        if officer is not None:
            await house.queue.take(officer, filed.request.reference, channel="terminal", reason="DEMO")


def _consent(house: House) -> Consent:
    step = house.services.scripts.step("request/consent")
    if not isinstance(step, Saying):
        raise LookupError(f"{step.spot} says nothing to agree to")
    text = house.services.words.text("km", step.texts.full)
    return Consent("request", version_of(text), text, "km", CHANNEL, house.clock.now())
