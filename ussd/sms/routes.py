"""`POST /sms/{gateway}/{secret}/delivery`: what became of a text."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiohttp import web

from core.outbox.deliveries import Deliveries
from ussd.africastalking import Malformed
from ussd.posted import Posted
from ussd.sms.reports import Report

log = structlog.get_logger(__name__)


class ReportRoutes:
    """Takes reports from who knows a secret. What is no news changes nothing and is answered alike."""

    def __init__(self, deliveries: Deliveries, secrets: Sequence[str]) -> None:
        self._deliveries = deliveries
        self._posted = Posted(secrets, _refused)

    def add_to(self, app: web.Application) -> None:
        """Adds the address."""
        app.router.add_post("/sms/{gateway}/{secret}/delivery", self.delivery)

    async def delivery(self, request: web.Request) -> web.Response:
        """200 for every report that is one, known or not, or the gateway would send it for hours."""
        form = await self._posted.form(request)
        try:
            report = Report.read(form)
        except Malformed as error:
            raise self._posted.no(web.HTTPBadRequest(text=str(error))) from None
        news = await self._deliveries.note(report.message_id, report.phone, report.delivery, report.fault)
        log.info("sms.reported", status=report.delivery, reason=report.fault, news=news)
        return web.Response(text="")


def _refused(answer: web.HTTPException) -> None:
    log.warning("sms.report_refused", code=answer.status)
