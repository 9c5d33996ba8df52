from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core.consents import Consent, version_of
from core.database import Database
from core.requests.household import Requests
from core.tables import consent_texts, consents
from tests.core.conftest import TEXT, MakeFiling, MakePerson

AT = datetime(2026, 6, 1, tzinfo=UTC)


def test_a_version_is_that_of_the_words_alone() -> None:
    assert version_of(TEXT) == version_of(TEXT)
    assert version_of(TEXT) != version_of(TEXT + " ")


def test_a_version_that_is_not_of_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="hash of its text"):
        Consent("share", version_of("other words"), TEXT, "en", "ussd", AT)


async def test_each_agreement_is_kept_and_each_text_once(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = [await requests.submit(filing(await new_person())) for _ in range(3)]
    rows = (await database.read(lambda connection: connection.execute(select(consents)))).all()
    assert {row.request_id for row in rows} == {one.request.id for one in filed}
    assert {(row.purpose, row.channel, row.version) for row in rows} == {("share", "ussd", version_of(TEXT))}
    texts = (await database.read(lambda connection: connection.execute(select(consent_texts)))).all()
    assert [text.text for text in texts] == [TEXT]
