"""What a request may ask for is what this house knows, and nothing that is not shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from core.programmes import Programmes, load
from flows.actions import asking, programmes
from flows.context import Context
from flows.screen import Action


async def test_the_lists_of_programmes_tell_the_same_also_where_a_release_dropped_one() -> None:
    gone, *left = load().shown
    known = Programmes({code: each for code, each in load().items() if code != gone})
    context = cast("Context", SimpleNamespace(services=SimpleNamespace(programmes=known)))
    action = cast("Action", SimpleNamespace(given={"programmes": []}))
    listings: Any = (programmes.listing, asking.programmes)
    for listing in listings:
        told = await listing(context, action)
        assert [item.id for item in told.items] == left
