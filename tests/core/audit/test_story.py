"""One request's part of the audit, and a head that a household can be given on paper."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from core.audit.story import AuditReader
from core.requests.household import Requests
from core.tables import audit_entries
from tests.core.audit.conftest import Audit
from tests.core.conftest import MakeFiling, MakePerson


async def test_a_request_and_where_it_stands_in_the_chain(
    audit: Audit, requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    reader = AuditReader(audit.database)
    await audit.write(2)
    await audit.sealer.seal()
    request = (await requests.submit(filing(await new_person()))).request
    story = await reader.story(request.id)
    assert [(entry.to_word, entry.sealed, entry.quote) for entry in story.entries] == [
        ("submitted", False, None),
        ("pending_verification", False, None),
        ("queued", False, None),
    ]
    assert story.waiting == 3
    await audit.sealer.seal()
    story = await reader.story(request.id)
    assert [entry.sequence for entry in story.entries] == [3, 4, 5]
    assert story.waiting == 0
    assert story.head == story.entries[-1].quote
    assert story.head_at == audit.clock.now()


async def test_before_anything_is_sealed_there_is_no_head(audit: Audit) -> None:
    story = await AuditReader(audit.database).story("0" * 32)
    assert (story.entries, story.head, story.head_at) == ((), None, None)


async def test_a_quoted_head_is_known_again(three_days: Audit) -> None:
    reader = AuditReader(three_days.database)
    quote = (await reader.story("0" * 32)).head
    assert quote is not None
    assert await reader.stands(f" {quote.upper()} ")
    sequence, _, digits = quote.partition("-")
    assert not await reader.stands(f"14-{digits}")
    assert not await reader.stands(f"99-{digits}")
    changed = update(audit_entries).where(audit_entries.c.sequence == 15).values(hash=b"another")
    await three_days.database.write(lambda connection: connection.execute(changed))
    assert not await reader.stands(quote)
    for nonsense in ("", "15", f"{sequence}-12", f"-{digits}", f"x-{digits}", "9" * 40 + f"-{digits}"):
        with pytest.raises(ValueError, match="quoted head"):
            await reader.stands(nonsense)


async def test_a_request_is_found_by_its_number(
    audit: Audit, requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    reader = AuditReader(audit.database)
    request = (await requests.submit(filing(await new_person()))).request
    assert await reader.request_id(request.reference) == request.id
    assert await reader.request_id("123") is None
