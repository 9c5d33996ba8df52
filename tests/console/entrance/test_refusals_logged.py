"""A form that somebody forged leaves a line in the log."""

from __future__ import annotations

from tests.console.entrance.hall import Hall
from tests.ussd.gateway import log_lines


async def test_a_forged_form_is_logged(hall: Hall) -> None:
    sok = await hall.known("sok")
    tablet = await hall.signed_in(sok)
    with log_lines() as logged:
        assert (await tablet.send("/console/sign-out", csrf="forged")).status == 403
    assert "console.foreign_form" in logged.getvalue()
    assert "forged" not in logged.getvalue()
