"""What was sent against what the outbox believes: each text ended, and none was repeated knowingly."""

from __future__ import annotations

from collections import Counter

from app.house import House
from core.outbox import Status
from tests.servers.sms_api.gateway import SmsGateway

ENDS = {Status.SENT, Status.FAILED, Status.MAYBE_SENT}


async def reckoned(house: House, gateway: SmsGateway, phones: list[str]) -> Counter[Status]:
    """How many ended how; fails where one did not end, or ended otherwise than the gateway saw it."""
    calls, ends = gateway.by_phone(), Counter[Status]()
    for phone in phones:
        person = await house.people.find(phone)
        assert person is not None
        [notice] = await house.outbox.inbox(person.id)
        made = calls.get(phone, [])
        assert notice.status in ENDS, f"it did not end: {notice.status} {notice.fault}"
        assert all(call.mishap.sure for call in made[:-1]), "repeated, though it may have gone"
        if notice.status is Status.SENT:
            assert made[-1].mishap.taken, "taken for sent, and it was not"
        if notice.status is Status.FAILED:
            assert all(call.mishap.sure for call in made), "taken for failed, and it may have gone"
        ends[notice.status] += 1
    return ends
