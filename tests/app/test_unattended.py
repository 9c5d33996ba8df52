"""Whoever runs the service hears that reports wait where nobody above the commune can answer them."""

from __future__ import annotations

from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from app.house import open_house
from app.metrics import Metrics
from app.server import make_app
from core import chance
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.requests.filing import Filing
from core.requests.request import Contact
from tests.conftest import FreshUrl
from tests.plain_settings import PlainSettings

CONSENT = "We send this phone number and your answers above your commune."


async def test_readiness_tells_of_reports_that_nobody_can_answer(
    tmp_path: Path, fresh_url: FreshUrl, clock: FixedClock
) -> None:
    async with fresh_url("sqlite") as url:
        settings = PlainSettings.model_validate({"data_dir": tmp_path, "database_url": url})
        async with open_house(settings, clock) as house:
            app = make_app(house, Metrics(), demo=True)
            async with TestClient(TestServer(app, host="127.0.0.1")) as client:
                await house.unattended.look()
                assert "alarms" not in await (await client.get("/readyz")).json()
                person = await house.people.remember("+85512345678", "km")
                consent = Consent("request", version_of(CONSENT), CONSENT, "en", "ussd", clock.now())
                report = Filing(
                    idempotency_key=chance.identifier(),
                    person_id=person.id,
                    own=True,
                    commune="120101",
                    contact=Contact.CALL_ONLY,
                    consents=(consent,),
                    channel="ussd",
                    language="km",
                    kind="report",
                    matter="asked_to_pay",
                )
                await house.requests.submit(report)
                await house.unattended.look()
                body = await (await client.get("/readyz")).json()
                assert (body["ready"], body["alarms"]) == (True, ["reports_unattended"])
