"""A request as the server takes it: by the standard's schema, strictly, with a signature that holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.dci_server.refusals import NotTaken, Rejected
from core.registry.dci import strict_json
from core.registry.dci.dialect import Dialect
from core.registry.dci.envelope import Parties, counted
from core.registry.dci.faults import Untrusted
from core.registry.dci.reply import LONGEST_ID
from core.registry.dci.signing import Verifier

MOST_PER_PAGE = 100
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True)
class Question:
    """One search, and what its answer must repeat."""

    message_id: str
    transaction_id: str
    reference_id: str
    criteria: Mapping[str, Any]
    locale: str
    page_size: int


def genuine(raw: bytes, verifier: Verifier, parties: Parties, now: datetime) -> dict[str, Any]:
    """The envelope, if it is signed by whom it names. Raises NotTaken."""
    try:
        as_written = strict_json.read(raw, as_written=True)
        header = as_written["header"]
        if header["sender_id"] != parties.sender_id:
            raise NotTaken("err.sender_id.invalid", 401)
        if header["receiver_id"] != parties.receiver_id:
            raise NotTaken("err.receiver_id.invalid")
        verifier.verify(as_written, now)
        envelope: dict[str, Any] = strict_json.read(raw)
    except Untrusted as fault:
        missing = fault.reason == "signature.missing"
        raise NotTaken(f"err.signature.{'missing' if missing else 'invalid'}", 401) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotTaken("err.request.bad") from None
    return envelope


def read(envelope: Mapping[str, Any], dialect: Dialect) -> Question:
    """The one search that a message of ours holds. Raises Rejected."""
    header, message = envelope["header"], envelope["message"]
    _refuse_header(header, dialect)
    search = _only(message.get("search_request"))
    if not _is_id(message.get("transaction_id")) or not _is_id(search.get("reference_id")):
        raise Rejected("rjct.reference_id.invalid")
    if not _is_time(search.get("timestamp")):
        raise Rejected("rjct.timestamp.invalid")
    criteria = search.get("search_criteria")
    if not isinstance(criteria, dict) or search.get("locale") != dialect.locale:
        raise Rejected("rjct.search_criteria.invalid")
    return Question(
        message_id=header["message_id"],
        transaction_id=message["transaction_id"],
        reference_id=search["reference_id"],
        criteria=criteria,
        locale=search["locale"],
        page_size=_page_size(criteria.get("pagination")),
    )


def _refuse_header(header: Mapping[str, Any], dialect: Dialect) -> None:
    wrong = {
        "rjct.version.invalid": header.get("version") != "1.0.0",
        "rjct.message_ts.invalid": not _is_time(header.get("message_ts")),
        "rjct.action.not_supported": header.get("action") != "search",
        "rjct.total_count.invalid": header.get("total_count") != counted(1, dialect),
    }
    for code, is_so in wrong.items():
        if is_so:
            raise Rejected(code, whole=True)
    if not _is_id(header.get("message_id")):
        raise NotTaken("err.request.bad")


def _only(searches: object) -> dict[str, Any]:
    if not isinstance(searches, list) or len(searches) != 1 or not isinstance(searches[0], dict):
        raise Rejected("rjct.total_count.limit_exceeded", whole=True)
    return searches[0]


def _page_size(pagination: object) -> int:
    told = pagination if isinstance(pagination, dict) else {}
    size, number = told.get("page_size"), told.get("page_number", 1)
    if type(size) is not int or not 1 <= size <= MOST_PER_PAGE or number != 1:
        raise Rejected("rjct.pagination.invalid")
    return size


def _is_id(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST_ID


def _is_time(text: object) -> bool:
    return isinstance(text, str) and bool(_TIME.fullmatch(text))
