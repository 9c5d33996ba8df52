"""What carries notices by text from a house: a gateway, as its settings say, or the demo's own phones."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from app.house import House
from app.repeating import repeated
from ussd.sms.africastalking import AfricasTalking
from ussd.sms.news import OVERDUE, HouseholdTexts
from ussd.sms.outcome import Accepted, Outcome, SmsSender
from ussd.sms.posting import Messaging

log = structlog.get_logger(__name__)

TEXT_SECONDS = 2.0
"""Between two looks for texts to send."""
OVERDUE_SECONDS = 600.0

Work = Callable[[], Awaitable[None]]


class ToItself:
    """The demo's gateway: its phones are in the browser, where the simulator shows what they got."""

    async def send(self, phone: str, text: str) -> Outcome:
        return Accepted()


@asynccontextmanager
async def gateway(house: House, *, demo: bool) -> AsyncIterator[SmsSender | None]:
    """What takes texts; None where no user of a gateway is set, and none is sent."""
    settings = house.settings
    if not settings.sms_username or settings.sms_api_key is None:
        if not demo:
            log.warning("sms.no_gateway")
        yield ToItself() if demo else None
        return
    key = settings.sms_api_key.get_secret_value()
    messaging = Messaging(settings.sms_username, key, settings.sms_api_url)
    sender = AfricasTalking(messaging, settings.sms_sender, settings.sms_at_once)
    log.info("sms.gateway", host=messaging.host)
    try:
        yield sender
    finally:
        sender.close()


def household_texts(house: House, sender: SmsSender) -> HouseholdTexts:
    """The worker that hands them over."""
    return HouseholdTexts(
        house.outbox,
        house.people,
        sender,
        house.sms_spending,
        house.services.words,
        house.settings.ussd_service_code,
        house.settings.sms_at_once,
    )


def text_work(house: House, sender: SmsSender | None) -> tuple[Work, ...]:
    """What goes on beside a server, or alone in `samnaeu work`."""

    async def end_overdue() -> None:
        await repeated("outbox.overdue", lambda: house.outbox.end_overdue(OVERDUE), OVERDUE_SECONDS)

    if sender is None:
        return (end_overdue,)
    texts = household_texts(house, sender)

    async def send() -> None:
        await repeated("sms.texts", texts.send, TEXT_SECONDS)

    return (end_overdue, send)
