"""Who is not in the tables is looked for by as many statements as who is: no clock tells them apart."""

from __future__ import annotations

import pytest

from core.registry.tables import Tables
from tests.core.registry.households import HOUSEHOLDS, PHONES
from tests.core.statements import statements

PHONE = next(phones[0] for phones in PHONES.values() if phones)
CARD = next(each.card.number for each in HOUSEHOLDS if each.card)


@pytest.mark.usefixtures("filled")
async def test_known_and_unknown_cost_the_same_statements(tables: Tables) -> None:
    sent = []
    for phone in (PHONE, "+85599999999"):
        with statements() as heard:
            found = await tables.by_phone(phone)
        sent.append((bool(found), len(heard)))
    assert sent[0][0]
    assert not sent[1][0]
    assert sent[0][1] == sent[1][1]

    sent = []
    for card in (CARD, "KP99999999"):
        with statements() as heard:
            one = await tables.by_card(card)
        sent.append((one is not None, len(heard)))
    assert [there for there, _ in sent] == [True, False]
    assert sent[0][1] == sent[1][1]
