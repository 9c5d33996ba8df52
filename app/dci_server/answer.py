"""The server's answers, signed: records, a rejection, or that a message was not taken."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.dci_server.question import Question
from app.dci_server.refusals import NotTaken, Rejected
from core import chance
from core.registry.dci.criteria import VERSION
from core.registry.dci.dialect import Dialect
from core.registry.dci.envelope import Parties, counted, timestamp, written
from core.registry.dci.signing import Signer

Record = dict[str, Any]

_ALL_REJECTED = {"status": "rjct", "status_reason_code": "rjct.errors.too_many"}


@dataclass(frozen=True)
class Answers:
    """Writes them in one dialect. `parties` as the one who asks has them."""

    parties: Parties
    signer: Signer
    dialect: Dialect

    def records(self, question: Question, found: list[Record], total: int, now: datetime) -> bytes:
        """Those of the first page, of `total`."""
        status = "rcvd" if self.dialect.received == "taken" else "succ"
        data = {"version": VERSION, "reg_record_type": "Group", "reg_records": self._listed(found)}
        page = {
            "page_size": question.page_size,
            "page_number": 1,
            "total_count": counted(total, self.dialect),
        }
        return self._about(question, {"status": status}, {"data": data, "pagination": page}, now)

    def rejection(self, question: Question, rejected: Rejected, now: datetime) -> bytes:
        """Of the one search."""
        told = {"status": "rjct", "status_reason_code": rejected.code}
        return self._about(question, _ALL_REJECTED, told, now)

    def message_rejection(self, envelope: Mapping[str, Any], rejected: Rejected, now: datetime) -> bytes:
        """Of a message that is not a question: by its header, or by the search in it."""
        told = {"status": "rjct", "status_reason_code": rejected.code}
        asked = envelope["message"]
        message = {
            "transaction_id": str(asked.get("transaction_id", "")),
            "correlation_id": _uuid(),
            "search_response": [] if rejected.whole else [{**_ids(asked, now), **told}],
        }
        return self._sealed(self._header(told if rejected.whole else _ALL_REJECTED, now), message, now)

    def not_taken(self, fault: NotTaken, now: datetime) -> bytes:
        """Unsigned: there is nobody known to sign for."""
        told = {"ack_status": "ERR", "timestamp": timestamp(now), "correlation_id": _uuid()}
        return written({"message": {**told, "error": {"code": fault.code, "message": fault.code}}})

    def _about(self, question: Question, told: dict[str, Any], more: dict[str, Any], now: datetime) -> bytes:
        ids = {"reference_id": question.reference_id, "timestamp": timestamp(now)}
        answer = {**ids, "status": told["status"], **more, "locale": question.locale}
        message = {
            "transaction_id": question.transaction_id,
            "correlation_id": _uuid(),
            "search_response": [answer],
        }
        return self._sealed(self._header(told, now), message, now)

    def _header(self, told: dict[str, Any], now: datetime) -> dict[str, Any]:
        return {
            "version": VERSION,
            "message_id": _uuid(),
            "message_ts": timestamp(now),
            "action": "on-search",
            **told,
            "sender_id": self.parties.receiver_id,
            "receiver_id": self.parties.sender_id,
            "total_count": counted(1, self.dialect),
            "completed_count": counted(1, self.dialect),
            **({} if self.dialect.header == "full" else {"is_msg_encrypted": False}),
        }

    def _sealed(self, header: dict[str, Any], message: dict[str, Any], now: datetime) -> bytes:
        signature = self.signer.sign(header, message, now)
        return written({"signature": signature, "header": header, "message": message})

    def _listed(self, found: list[Record]) -> list[Record] | Record:
        if self.dialect.records == "either" and len(found) < 2:
            return found[0] if found else {}
        return found


def _ids(message: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Of the only search."""
    return {
        "reference_id": str(message["search_request"][0].get("reference_id")),
        "timestamp": timestamp(now),
    }


def _uuid() -> str:
    return str(uuid.UUID(chance.identifier()))
