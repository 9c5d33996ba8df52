"""Whoever runs the service sees what is closed; it is ready all the same."""

from __future__ import annotations

from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from app.house import open_house
from app.metrics import Metrics
from app.server import make_app
from core.clock import FixedClock
from tests.conftest import FreshUrl
from tests.plain_settings import PlainSettings
from tests.ussd.closing import PROVINCE, close, reopen


async def test_readiness_and_metrics_tell_what_is_closed(
    tmp_path: Path, fresh_url: FreshUrl, clock: FixedClock
) -> None:
    async with fresh_url("sqlite") as url:
        settings = PlainSettings.model_validate({"data_dir": tmp_path, "database_url": url})
        async with open_house(settings, clock) as house:
            metrics = Metrics()
            app = make_app(house, metrics, demo=True)
            async with TestClient(TestServer(app, host="127.0.0.1")) as client:
                await close(house, PROVINCE)
                body = await (await client.get("/readyz")).json()
                assert (body["ready"], body["alarms"]) == (True, ["closed_area_12"])
                figures = (await metrics.exposition()).decode()
                assert 'samnaeu_closed{switch="area_12"} 1.0' in figures
                await reopen(house, PROVINCE)
                assert "alarms" not in await (await client.get("/readyz")).json()
                assert "area_12" not in (await metrics.exposition()).decode()
