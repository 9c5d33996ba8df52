"""What a request may ask for is what this house knows, and nothing that is not shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from core.places import Gazetteer
from core.programmes import load
from flows.actions import asking, programmes
from flows.actions.form import Form
from flows.context import Context
from flows.screen import Action
from flows.values import Json
from tests.flows.dropped import without


async def test_the_lists_of_programmes_tell_the_same_also_where_a_release_dropped_one() -> None:
    gone, *left = load().shown
    context = cast("Context", SimpleNamespace())
    action = cast("Action", SimpleNamespace(given={"programmes": []}))
    listings: Any = (programmes.listing, asking.programmes)
    with without(gone):
        for listing in listings:
            told = await listing(context, action)
            assert [item.id for item in told.items] == left


async def test_what_a_form_asked_for_and_a_release_dropped_is_asked_anew() -> None:
    gone, *left = load().shown
    asked: dict[str, Json] = {"kind": "enrolment", "programmes": [gone]}
    assert Form.read(asked, Gazetteer((), {}, {})).programmes == (gone,)
    with without(gone):
        assert Form.read(asked, Gazetteer((), {}, {})).programmes is None
        assert Form.read({**asked, "programmes": [gone, *left]}, Gazetteer((), {}, {})).programmes == (*left,)
