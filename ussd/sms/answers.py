"""What an answer of Africa's Talking says of one text (PROTOCOLS.md, 1.3).

A 201 may hold a failure for a recipient. Anything that does not say plainly what became of our text is
`Unclear`: half an answer, another's, or an error behind which the text may have gone on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ussd.sms.outcome import Accepted, Outcome, Refused, Unclear
from ussd.sms.posting import Answer

UNREAD = Unclear("answer_unread")

_CODES: Mapping[int, Outcome] = MappingProxyType(
    {
        100: Accepted(),  # processed
        101: Accepted(),  # sent
        102: Accepted(),  # queued
        401: Unclear("risk_hold"),  # held back: it may be let go later
        402: Refused("sender_id", again=True),
        403: Refused("invalid_number", again=False),
        404: Refused("number_type", again=False),
        405: Refused("no_credit", again=True),
        406: Refused("blacklisted", again=False),
        407: Refused("no_route", again=False),
        # 500 to 502 as medic/cht-core reads them: the gateway says that it did not send
        500: Refused("gateway_refused", again=True),
        501: Refused("gateway_refused", again=True),
        502: Refused("gateway_refused", again=True),
    }
)
MESSAGE_ID = re.compile(r"[\x21-\x7e]{1,99}")
"""What is taken for an id of a message, here as in a report on it."""
_NO_ID = {"None", "null", "0"}
_HOPELESS = {400, 413, 414, 422}  # of the text itself: it would be refused the next time too
_TIMED_OUT = 408


def judge(answer: Answer, phone: str) -> Outcome:
    """What became of the text to `phone`, E.164."""
    if 200 <= answer.status < 300:
        return _recipient(answer, phone) if answer.whole else UNREAD
    if answer.status in _HOPELESS:
        return Refused("bad_request", again=False)
    if answer.status in (401, 403):
        return Refused("not_let_in", again=True)
    if 300 <= answer.status < 500 and answer.status != _TIMED_OUT:
        return Refused("gateway_refused", again=True)
    return Unclear("gateway_error")


def _recipient(answer: Answer, phone: str) -> Outcome:
    told = _recipients(answer.body)
    if told is None:
        return UNREAD
    if not told:  # "InvalidSenderId" and the like: it was for nobody
        return Refused("gateway_refused", again=True)
    ours = [_outcome(each) for each in told if _digits(each.get("number")) == _digits(phone)]
    return _surest(ours)


def _recipients(body: bytes) -> list[Mapping[str, Any]] | None:
    """What it says of each recipient; None where it is no whole answer of its kind."""
    try:
        told = json.loads(body)["SMSMessageData"]["Recipients"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        return None
    return told


def _outcome(told: Mapping[str, Any]) -> Outcome:
    outcome = _CODES.get(_number(told.get("statusCode")), UNREAD)
    if isinstance(outcome, Refused):
        return outcome
    return replace(outcome, message_id=_message_id(told.get("messageId")))


def _surest(outcomes: Iterable[Outcome]) -> Outcome:
    """Of one text told of more than once: it went if it did once, and did not if nothing else is said."""
    found = list(outcomes)
    for kind in (Accepted, Unclear):
        if one := next((each for each in found if isinstance(each, kind)), None):
            return one
    return found[0] if found else UNREAD


def _number(told: object) -> int:
    if isinstance(told, str) and re.fullmatch(r"[0-9]{1,4}", told):
        return int(told)
    return told if isinstance(told, int) and not isinstance(told, bool) else -1


def _digits(told: object) -> str:
    return re.sub(r"[^0-9]", "", str(told))


def _message_id(told: object) -> str | None:
    fits = isinstance(told, str) and MESSAGE_ID.fullmatch(told) and told not in _NO_ID
    return str(told) if fits else None
