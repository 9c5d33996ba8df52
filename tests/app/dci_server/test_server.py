"""The demo's registry takes what the standard has, once, from whom it knows, and says why not otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.dci_server.holdings import Holdings, Registered
from app.dci_server.refusals import NotTaken
from app.dci_server.server import DciServer
from core.clock import FixedClock
from core.registry.dci import criteria, envelope
from core.registry.dci.dialect import Dialect
from core.registry.dci.envelope import written
from core.registry.dci.profile import Profile
from core.registry.dci.signing import Signer
from tests.core.registry.households import OWN, RICH
from tests.servers.dci.rig import OURS, PARTIES, THEIRS, server

DIALECT = Dialect()
Change = Callable[[dict[str, Any], dict[str, Any]], object]


@pytest.fixture
def registry(clock: FixedClock) -> DciServer:
    return server(Holdings([Registered(RICH, (OWN,))]), clock, DIALECT)


def question(clock: FixedClock, change: Change = lambda header, message: None, key: Any = OURS) -> bytes:
    """A question by card with a change, signed by `key`."""
    signer = Signer(key, PARTIES.sender_id, "ours", DIALECT)
    asked = criteria.by_card("DEMO00012345", Profile(), DIALECT, 6)
    told = json.loads(envelope.ask(asked, PARTIES, signer, DIALECT, clock.now()).body)
    change(told["header"], told["message"])
    signature = signer.sign(told["header"], told["message"], clock.now())
    return written({**told, "signature": signature})


def search(**told: Any) -> Change:
    """A search that says this."""
    return lambda header, message: message["search_request"][0].update(told)


def asks(**told: Any) -> Change:
    """A search whose criteria say this."""
    return lambda header, message: message["search_request"][0]["search_criteria"].update(told)


def test_it_answers_with_the_group_and_signs(registry: DciServer, clock: FixedClock) -> None:
    told = json.loads(registry.reply(question(clock)))
    (answer,) = told["message"]["search_response"]
    assert (told["header"]["action"], told["header"]["status"], answer["status"]) == (
        "on-search",
        "succ",
        "succ",
    )
    assert [each["@id"] for each in answer["data"]["reg_records"]] == ["urn:household:H-1"]
    assert answer["pagination"]["total_count"] == 1


def test_a_message_that_comes_again_is_rejected(registry: DciServer, clock: FixedClock) -> None:
    asked = question(clock)
    registry.reply(asked)
    told = json.loads(registry.reply(asked))
    assert told["header"]["status_reason_code"] == "rjct.message_id.duplicate"
    assert told["message"]["search_response"] == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda header, message: header.update(version="0.9"), "rjct.version.invalid"),
        (lambda header, message: header.update(message_ts="today"), "rjct.message_ts.invalid"),
        (lambda header, message: header.update(action="subscribe"), "rjct.action.not_supported"),
        (lambda header, message: header.update(total_count="1"), "rjct.total_count.invalid"),
        (
            lambda header, message: message["search_request"].append({}),
            "rjct.total_count.limit_exceeded",
        ),
        (search(reference_id=""), "rjct.reference_id.invalid"),
        (search(timestamp="2026-11-23"), "rjct.timestamp.invalid"),
        (search(locale="EN/GB"), "rjct.search_criteria.invalid"),
        (search(search_criteria=[]), "rjct.search_criteria.invalid"),
        (asks(pagination={"page_size": 0}), "rjct.pagination.invalid"),
        (asks(response_entity="Member"), "rjct.search_criteria.invalid"),
        (asks(query={"type": "UIN", "value": "1"}), "rjct.search_criteria.invalid"),
        (asks(query={"type": "EQUITY_CARD"}), "rjct.filter.invalid"),
        (asks(query=[]), "rjct.filter.invalid"),
        (asks(query_type="graphql"), "rjct.filter.invalid"),
    ],
)
def test_what_the_standard_has_not_is_rejected_by_its_code(
    registry: DciServer, clock: FixedClock, change: Change, code: str
) -> None:
    told = json.loads(registry.reply(question(clock, change)))
    answers = told["message"]["search_response"]
    assert told["header"]["status"] == "rjct"
    assert (answers[0] if answers else told["header"])["status_reason_code"] == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda clock: b"{", "err.request.bad"),
        (lambda clock: b"[]", "err.request.bad"),
        (lambda clock: question(clock, key=THEIRS), "err.signature.invalid"),
        (
            lambda clock: question(clock, lambda header, message: header.update(sender_id="me")),
            "err.sender_id.invalid",
        ),
        (
            lambda clock: question(clock, lambda header, message: header.update(receiver_id="me")),
            "err.receiver_id.invalid",
        ),
        (
            lambda clock: written({**json.loads(question(clock)), "signature": "unsigned-stub"}),
            "err.signature.missing",
        ),
    ],
)
def test_who_cannot_show_who_they_are_is_not_answered(
    registry: DciServer, clock: FixedClock, asked: Callable[[FixedClock], bytes], code: str
) -> None:
    with pytest.raises(NotTaken) as fault:
        registry.reply(asked(clock))
    assert fault.value.code == code


def test_an_old_question_is_not_answered(registry: DciServer, clock: FixedClock) -> None:
    asked = question(clock)
    clock.advance((timedelta(minutes=6, seconds=1)).total_seconds())
    with pytest.raises(NotTaken, match="signature"):
        registry.reply(asked)
