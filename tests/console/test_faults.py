"""What cannot be answered is said in plain words, and the log says why."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest
from structlog.testing import capture_logs

from core.unavailable import StoreUnavailable
from tests.console.conftest import at_work
from tests.console.office import Office, case_page


async def test_a_store_that_is_away_is_told_to_the_officer_and_its_reason_to_the_log(
    office: Office, clerks: AsyncExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    sok = await at_work(clerks, office, "sok")
    page = case_page(await office.file())

    async def away(*_: object) -> None:
        raise StoreUnavailable("away")

    monkeypatch.setattr(office.house.queue, "docket", away)
    with capture_logs() as lines:
        answer = await sok.see(page)
    assert answer.status == 503
    assert "The service cannot be reached for a moment" in answer.text
    assert [(line["event"], line["exc_info"]) for line in lines] == [("console.store_unavailable", True)]
