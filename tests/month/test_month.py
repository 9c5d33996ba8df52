"""Some days of an office, lived over HTTP and counted once more from what those who acted saw.

`make month` lives the whole month; this is the same with fewer households and days.
"""

from __future__ import annotations

from pathlib import Path

from tests.month.compared import differences, kept
from tests.month.plan import WEEK
from tests.month.recount import recount_of
from tests.month.simulation import month


async def test_clocks_escalations_and_audit_agree_with_a_recount(tmp_path: Path) -> None:
    async with month(WEEK, tmp_path) as lived:
        await lived.live()
        recount = recount_of(lived.log, WEEK)
        assert list(differences(await kept(lived), recount)) == []

    assert len(recount.standings) == WEEK.households
    assert recount.lapses
    assert recount.breaches
    assert recount.escalations
    seen = {event.act for event in lived.log.events}
    assert seen >= {"take_next", "skip", "schedule", "interviewed", "decide"}
