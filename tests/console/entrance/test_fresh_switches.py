"""Closing something, and opening it again, takes the password typed just now."""

from __future__ import annotations

from core.roles import Role
from tests.console.entrance.hall import Hall
from tests.console.entrance.tablet import PASSWORD, Seen, Tablet

ONE = "/console/switches/script_request"
CLOSING = {"en": "Back on Monday.", "km": "កំពុងជួសជុល។", "reason": "upkeep", "day": "", "time": ""}


async def is_closed(hall: Hall) -> bool:
    return bool((await hall.house.switches.fresh()).closed(hall.clock.now()))


async def send(tablet: Tablet, page: Seen, way: str, **told: str) -> Seen:
    return await tablet.fill(page, f"{ONE}/{way}", version=page.hidden("version"), **told)


async def test_a_switch_is_closed_and_opened_only_by_who_just_typed_the_password(hall: Hall) -> None:
    dara = await hall.known("dara", Role.OPERATOR, "")
    tablet = await hall.signed_in(dara)
    for way, told in (("close", CLOSING), ("open", {"reason": "over"})):
        before = await is_closed(hall)
        hall.clock.advance(minutes=11)
        asked = await send(tablet, await tablet.see(ONE), way, **told)
        assert asked.url.startswith("/console/again?next=")
        assert await is_closed(hall) is before
        held = await tablet.fill(
            asked,
            "/console/again",
            password=PASSWORD,
            code=tablet.code(dara.secret),
            next=asked.hidden("next"),
        )
        await send(tablet, held, way, **told)
        assert await is_closed(hall) is not before
