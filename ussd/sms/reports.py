"""A delivery report of Africa's Talking, as its form tells it (PROTOCOLS.md, 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core import phones
from core.outbox.deliveries import Delivery
from ussd.africastalking import Malformed
from ussd.sms.answers import MESSAGE_ID

_STATUSES = MappingProxyType(
    {
        "Sent": Delivery.UNDERWAY,
        "Submitted": Delivery.UNDERWAY,
        "Buffered": Delivery.UNDERWAY,
        "Success": Delivery.DELIVERED,
        "Rejected": Delivery.UNDELIVERED,
        "Failed": Delivery.UNDELIVERED,
    }
)
_REASONS = MappingProxyType(
    {
        "InsufficientCredit": "no_credit",
        "UserInBlackList": "blacklisted",
        "UserAccountSuspended": "suspended",
        "UserIsInactive": "inactive",
        "UserDoesNotExist": "invalid_number",
        "AbsentSubscriber": "absent",
        "DeliveryFailure": "undelivered",
        "CouldNotRoute": "no_route",
        "InvalidPhoneNumber": "invalid_number",
    }
)


@dataclass(frozen=True)
class Report:
    """What is read of it. `fault`: a code word, where the text did not arrive."""

    message_id: str
    phone: str
    delivery: Delivery
    fault: str | None = None

    @classmethod
    def read(cls, form: Mapping[str, str]) -> Report:
        """The report; raises Malformed without a message, a number and a status that we know."""
        message_id, phone = form.get("id", ""), _number(form.get("phoneNumber", ""))
        delivery = _STATUSES.get(form.get("status", ""))
        if delivery is None or not MESSAGE_ID.fullmatch(message_id) or not phones.is_e164(phone):
            raise Malformed("no report on a message")
        if delivery is not Delivery.UNDELIVERED:
            return cls(message_id, phone, delivery)
        return cls(message_id, phone, delivery, _REASONS.get(form.get("failureReason", ""), "undelivered"))


def _number(text: str) -> str:
    """With the "+" that a form loses where it is not quoted: by the id we know whose text it was."""
    return f"+{text.removeprefix('+').strip()}"
