"""Whatever a registry answers wrongly is "not available now": no other exception, no wrong household."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.dci_server.holdings import Registered
from core.registry.dci.faults import NoAnswer
from core.registry.dci.wire import LARGEST
from core.registry.household import Card, Household
from tests.core.registry.dci.conftest import Join
from tests.core.registry.households import OWN, RICH
from tests.servers.dci import spoils
from tests.servers.dci.rig import OURS, Rig, Spoil
from tests.servers.dci.spoils import after_signing, altered, record_of, sent, untouched

assert RICH.card
CARD = RICH.card.number
OTHER = Household(id="H-9", commune="120101", card=Card("DEMO00000009"))


def header(**told: Any) -> Spoil:
    """An answer whose header says this, genuinely signed."""
    return altered(lambda header, message: header.update(told))


def message(**told: Any) -> Spoil:
    """An answer whose message says this, genuinely signed."""
    return altered(lambda header, message: message.update(told))


def answer(**told: Any) -> Spoil:
    """An answer whose only search response says this, genuinely signed."""
    return altered(lambda header, message: message["search_response"][0].update(told))


def record(**told: Any) -> Spoil:
    """An answer whose record says this, genuinely signed."""
    return altered(lambda header, message: record_of(message).update(told))


def attribute(key: str, value: object) -> Spoil:
    """An answer whose record has this attribute in the place of its own."""

    def change(header: dict[str, Any], message: dict[str, Any]) -> None:
        told = record_of(message)["additional_attributes"]
        record_of(message)["additional_attributes"] = [each for each in told if each["key"] != key]
        record_of(message)["additional_attributes"].append({"key": key, "value": value})

    return altered(change)


def payment(**told: object) -> Spoil:
    """An answer with this payment alone."""
    whole = {"id": "P-1", "programme": "family_package", "status": "arrived"} | told
    return attribute("payment", json.dumps(whole))


def many(header: dict[str, Any], message: dict[str, Any]) -> None:
    """The record ten thousand times."""
    data = message["search_response"][0]["data"]
    data["reg_records"] = [{"@id": str(n)} for n in range(10_000)]


def twice(header: dict[str, Any], message: dict[str, Any]) -> None:
    """The card in two households."""
    copy = json.loads(json.dumps(record_of(message)))
    copy["group_identifier"][0]["identifier_value"] = "H-another"
    message["search_response"][0]["data"]["reg_records"].append(copy)


WRONG: dict[str, tuple[Spoil, str]] = {
    "a page": (sent(b"<html>maintenance</html>", content_type="text/html"), "reply.no_json"),
    "no json": (sent(b"{"), "reply.no_json"),
    "no utf-8": (sent(b'{"header": "\xff"}'), "reply.no_json"),
    "deep": (sent(b"[" * 200_000), "reply.no_json"),
    "a list": (sent(b"[]"), "reply.no_envelope"),
    "nothing": (sent(b""), "reply.no_json"),
    "not a number": (sent(b'{"header": NaN}'), "reply.no_json"),
    "named twice": (sent(b'{"header": {}, "header": {}}'), "reply.no_json"),
    "huge": (sent(b" " * (LARGEST + 1)), "reply.too_large"),
    "endless": (spoils.endless, "reply.too_large"),
    "a bomb": (spoils.squeezed, "reply.no_json"),
    "redirect": (spoils.redirected, "reply.elsewhere"),
    "no content": (sent(b"", status=204), "reply.elsewhere"),
    "down": (sent(b"", status=503), "reply.unavailable"),
    "broken": (sent(b"", status=500), "reply.failed"),
    "too many calls": (sent(b"", status=429), "reply.failed"),
    "in pieces": (spoils.in_pieces, "connection.broken"),
    "hung up": (spoils.hung_up, "connection.broken"),
    "unsigned": (after_signing(lambda told: told.pop("signature")), "signature.missing"),
    "a stub": (after_signing(lambda told: told.update(signature="unsigned-stub")), "signature.missing"),
    "a list as signature": (after_signing(lambda told: told.update(signature=[])), "signature.missing"),
    "changed after": (after_signing(lambda told: record_of(told["message"]).update(x=1)), "signature.wrong"),
    "signed by us": (altered(untouched, key=OURS), "signature.wrong"),
    "signed as another": (altered(untouched, sender="elsewhere.example"), "signature.of_another"),
    "old signature": (altered(untouched, ago=361), "signature.old"),
    "signed ahead": (altered(untouched, ago=-61), "signature.ahead"),
    "from another": (header(sender_id="elsewhere.example"), "reply.of_another"),
    "to another": (header(receiver_id="elsewhere.example"), "reply.of_another"),
    "another action": (header(action="on-subscribe"), "reply.of_another_kind"),
    "another version": (header(version="2.0.0"), "reply.of_another_kind"),
    "encrypted": (header(is_msg_encrypted=True), "reply.encrypted"),
    "no id": (header(message_id=None), "reply.replayed"),
    "another transaction": (message(transaction_id="another"), "reply.to_another_question"),
    "no correlation": (message(correlation_id=None), "reply.to_another_question"),
    "another reference": (answer(reference_id="another"), "reply.to_another_question"),
    "no answers": (message(search_response=[]), "reply.to_another_question"),
    "answers in a text": (message(search_response="none"), "reply.to_another_question"),
    "pending": (answer(status="pdng"), "reply.unfinished"),
    "received only": (answer(status="rcvd"), "reply.unfinished"),
    "an unknown status": (answer(status=["succ"]), "reply.unfinished"),
    "rejected": (answer(status="rjct", status_reason_code="rjct.filter.invalid"), "rjct.filter.invalid"),
    "rejected in words": (answer(status="rjct", status_reason_code=f"no {CARD}"), "rjct"),
    "records in a text": (answer(data={"reg_records": "none"}), "reply.no_records"),
    "records of texts": (answer(data={"reg_records": ["none"]}), "reply.no_records"),
    "10,000 records": (altered(many), "records.too_many"),
    "two households": (altered(twice), "record.two_households"),
    "another type": (record(**{"@type": "Farm"}), "record.of_another_kind"),
    "no household": (record(group_identifier=[], **{"@id": None}), "record.no_household"),
    "identifiers in a text": (record(group_identifier="H-1"), "record.no_object"),
    "5,000 attributes": (record(additional_attributes=[{}] * 5000), "record.too_long"),
    "5,000 members": (record(member_list=[{}] * 5000), "record.too_long"),
    "no commune": (attribute("commune_code", None), "record.commune"),
    "a commune's name": (attribute("commune_code", "Boeng Keng Kang"), "record.commune"),
    "an unknown level": (attribute("poverty_level", "rich"), "record.level"),
    "a date in words": (attribute("card_valid_until", "next year"), "record.no_date"),
    "no such day": (attribute("card_valid_until", "2027-02-30"), "record.no_date"),
    "a number as date": (attribute("card_valid_until", 20270228), "record.no_date"),
    "a payment in words": (attribute("payment", "paid"), "record.no_object"),
    "an unknown status of payment": (payment(status="somehow"), "record.payment"),
    "a payment without id": (payment(id=None), "record.payment"),
    "a payment for nothing": (payment(programme=""), "record.payment"),
    "an amount in words": (payment(amount="much"), "record.no_amount"),
    "a negative amount": (payment(amount=-1), "record.no_amount"),
    "a truth as amount": (payment(amount=True), "record.no_amount"),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_wrong_is_no_answer_and_does_not_spoil_the_next(joined: Rig, wrong: str) -> None:
    spoil, why = WRONG[wrong]
    joined.then(spoil)
    with pytest.raises(NoAnswer) as fault:
        await joined.registry.by_card(CARD)
    assert fault.value.reason == why
    joined.then(None)
    assert await joined.registry.by_card(CARD) == RICH


@pytest.mark.parametrize("spoil", [spoils.mute, spoils.dripping])
async def test_a_slow_answer_is_none(join: Join, spoil: Spoil) -> None:
    async with join(seconds=0.3) as joined:
        joined.then(spoil)
        with pytest.raises(NoAnswer) as fault:
            await joined.registry.by_card(CARD)
        assert fault.value.reason == "reply.slow"


async def test_where_nobody_listens_there_is_no_answer(unused_registry: Rig) -> None:
    with pytest.raises(NoAnswer) as fault:
        await unused_registry.registry.by_card(CARD)
    assert fault.value.reason == "connection.broken"


@pytest.fixture
async def unused_registry(join: Join) -> AsyncIterator[Rig]:
    """An adapter whose registry has gone."""
    async with join() as joined:
        pass
    yield joined
    await joined.registry.close()


async def test_an_answer_that_comes_again_is_none(joined: Rig) -> None:
    assert await joined.registry.by_card(CARD) == RICH
    joined.then(spoils.replayed)
    with pytest.raises(NoAnswer) as fault:
        await joined.registry.by_card(CARD)
    assert fault.value.reason == "reply.to_another_question"


async def test_a_message_id_that_comes_again_is_refused_even_in_a_new_answer(joined: Rig) -> None:
    joined.then(header(message_id="the-same"))
    await joined.registry.by_card(CARD)
    with pytest.raises(NoAnswer) as fault:
        await joined.registry.by_card(CARD)
    assert fault.value.reason == "reply.replayed"


async def test_another_household_than_asked_for_is_never_told(join: Join) -> None:
    async with join(Registered(OTHER)) as joined:

        def another(header: dict[str, Any], message: dict[str, Any]) -> None:
            record_of(message)["group_identifier"][1]["identifier_value"] = OTHER.card.number  # type: ignore[union-attr]

        joined.then(altered(another))
        with pytest.raises(NoAnswer) as fault:
            await joined.registry.by_card(CARD)
        assert fault.value.reason == "record.of_another_card"


async def test_a_household_without_the_phone_asked_for_is_never_told(joined: Rig) -> None:
    joined.then(record(group_head_info={"demographic_info": {"phone_number": ["+85512999999"]}}))
    with pytest.raises(NoAnswer) as fault:
        await joined.registry.by_phone(OWN)
    assert fault.value.reason == "record.of_another_phone"


@pytest.mark.parametrize("ago", [360, -60])
async def test_clocks_may_differ_by_a_minute(joined: Rig, ago: int) -> None:
    joined.then(altered(untouched, ago=ago))
    assert await joined.registry.by_card(CARD) == RICH


async def test_nothing_of_a_fault_tells_what_was_asked_or_answered(joined: Rig) -> None:
    joined.then(answer(status="rjct", status_reason_code=f"no {CARD}", status_reason_message=CARD))
    with pytest.raises(NoAnswer) as fault:
        await joined.registry.by_card(CARD)
    assert CARD not in repr(fault.value)
    assert fault.value.__cause__ is None
