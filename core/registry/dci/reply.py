"""The answer's envelope: whether it is the registry's, fresh, ours, and what records it brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.registry.dci import strict_json
from core.registry.dci.dialect import Dialect
from core.registry.dci.envelope import Asked, Parties
from core.registry.dci.faults import Refused, Untrusted, Unusable
from core.registry.dci.reason_codes import reason
from core.registry.dci.seen import Seen
from core.registry.dci.signing import Verifier

LONGEST_ID = 99

Record = dict[str, Any]


@dataclass(frozen=True)
class Reader:
    """Reads the answers of one registry to `parties.sender_id`."""

    parties: Parties
    verifier: Verifier
    seen: Seen
    dialect: Dialect

    def records(self, raw: bytes, asked: Asked, most: int, now: datetime) -> list[Record]:
        """The records that answer `asked`, none where there is none.

        Raises Untrusted, Refused where the registry says no, Unusable for more than `most` of them.
        """
        header, message = self._genuine(raw, now)
        self._refuse_strange(header, message, asked, now)
        answers = message.get("search_response")
        if header.get("status") == "rjct" and not answers:
            raise Refused(reason(header.get("status_reason_code"), "rjct"))
        answer = _only(answers, asked)
        data = answer.get("data")
        self._refuse_unfinished(answer, brings=isinstance(data, dict))  # first: it says more than the header
        self._refuse_unfinished(header)
        records = self._listed(data.get("reg_records") if isinstance(data, dict) else None)
        if len(records) > most:
            raise Unusable("records.too_many")
        return records

    def _genuine(self, raw: bytes, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
        try:
            as_written = strict_json.read(raw, as_written=True)
            if not isinstance(as_written, dict):
                raise Untrusted("reply.no_envelope")
            self.verifier.verify(as_written, now)
            envelope = strict_json.read(raw)
        except (ValueError, RecursionError):
            raise Untrusted("reply.no_json") from None
        return envelope["header"], envelope["message"]

    def _refuse_strange(
        self, header: dict[str, Any], message: dict[str, Any], asked: Asked, now: datetime
    ) -> None:
        ends = header.get("sender_id"), header.get("receiver_id")
        if ends != (self.parties.receiver_id, self.parties.sender_id):
            raise Untrusted("reply.of_another")
        if header.get("action") != "on-search" or not str(header.get("version", "1.")).startswith("1."):
            raise Untrusted("reply.of_another_kind")
        if header.get("is_msg_encrypted") not in (None, False):
            raise Untrusted("reply.encrypted")
        if message.get("transaction_id") != asked.transaction_id or not _is_id(message.get("correlation_id")):
            raise Untrusted("reply.to_another_question")
        if not _is_id(header.get("message_id")) or not self.seen.is_first(header["message_id"], now):
            raise Untrusted("reply.replayed")

    def _refuse_unfinished(self, told: dict[str, Any], *, brings: bool = True) -> None:
        """By the `status` of a header, or of an answer; `brings`: whether data came with it."""
        status = told.get("status")
        if status == "succ" or (status == "rcvd" and brings and self.dialect.received == "taken"):
            return
        if status == "rjct":
            raise Refused(reason(told.get("status_reason_code"), "rjct"))
        raise Untrusted("reply.unfinished")

    def _listed(self, records: object) -> list[Record]:
        if isinstance(records, dict) and self.dialect.records == "either":
            records = [records] if records else []
        if records is None:
            return []
        if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
            raise Untrusted("reply.no_records")
        return records


def _only(answers: object, asked: Asked) -> dict[str, Any]:
    """The one answer, which must be to the one question."""
    answer = answers[0] if isinstance(answers, list) and len(answers) == 1 else None
    if not isinstance(answer, dict) or answer.get("reference_id") != asked.reference_id:
        raise Untrusted("reply.to_another_question")
    return answer


def _is_id(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST_ID
