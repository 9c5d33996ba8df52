"""A gateway's side of the wire: posts forms, or anything else, to the service over HTTP."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app import logs
from app.house import House
from app.metrics import Metrics
from app.server import make_app
from core.tables import metadata
from tests.plain_logs import logs_as_before
from ussd.posted import FORM

TURN = {
    "sessionId": "ATUid_1",
    "phoneNumber": "+85512345678",
    "networkCode": "99999",
    "serviceCode": "*384*2026#",
    "text": "",
}
EVENT = {
    "date": "2026-11-23 01:00:00",
    "sessionId": "ATUid_1",
    "serviceCode": "*384*2026#",
    "networkCode": "99999",
    "phoneNumber": "+85512345678",
    "status": "Success",
    "cost": "KES 0.10",
    "durationInMillis": "93200",
    "hopsCount": "8",
    "input": "2*1*120109*1*1*5*13*1",
    "lastAppResponse": "END Received. Your number is 123 456 789.",
}


@dataclass
class Gateway:
    """Posts to one service with one secret."""

    client: TestClient[web.Request, web.Application]
    secret: str
    metrics: Metrics = field(default_factory=Metrics)

    async def turn(self, **changed: str) -> ClientResponse:
        """A turn's form."""
        return await self.raw(urlencode(TURN | changed).encode())

    async def event(self, **changed: str) -> ClientResponse:
        """The form of an end of session."""
        return await self.raw(urlencode(EVENT | changed).encode(), path="/events")

    async def raw(
        self, body: bytes | AsyncIterator[bytes], *, kind: str = FORM, path: str = ""
    ) -> ClientResponse:
        """Anything at all."""
        url = f"/ussd/africastalking/{self.secret}{path}"
        return await self.client.post(url, data=body, headers={"Content-Type": kind})

    def counted(self, name: str, label: str) -> float:
        """What the service has counted as `ussd_<name>` under this label."""
        key = "outcome" if name == "turns" else "status"
        return self.metrics.registry.get_sample_value(f"samnaeu_ussd_{name}_total", {key: label}) or 0


@asynccontextmanager
async def service(house: House, secret: str, *, demo: bool = False) -> AsyncIterator[Gateway]:
    """The whole service on a free port, and a gateway that knows `secret`."""
    metrics = Metrics()
    async with TestClient(TestServer(make_app(house, metrics, demo=demo), host="127.0.0.1")) as client:
        yield Gateway(client, secret, metrics)


async def rows(house: House) -> dict[str, int]:
    """How many rows each table has; those that have none are left out."""

    async def work(connection: AsyncConnection) -> dict[str, int]:
        queries = {table.name: select(func.count()).select_from(table) for table in metadata.sorted_tables}
        return {name: (await connection.execute(query)).scalar_one() for name, query in queries.items()}

    return {name: count for name, count in (await house.database.read(work)).items() if count}


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as it would be written."""
    stream = io.StringIO()
    with logs_as_before():
        logs.configure("debug", stream=stream)
        yield stream
