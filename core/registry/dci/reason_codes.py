"""The standard's codes for why something was refused; no other text of a registry's reaches our log."""

from __future__ import annotations

HEADER = frozenset(
    {
        "rjct.version.invalid",
        "rjct.message_id.duplicate",
        "rjct.message_ts.invalid",
        "rjct.action.invalid",
        "rjct.action.not_supported",
        "rjct.total_count.invalid",
        "rjct.total_count.limit_exceeded",
        "rjct.errors.too_many",
    }
)
"""Of a message."""

SEARCH = frozenset(
    {
        "rjct.reference_id.invalid",
        "rjct.reference_id.duplicate",
        "rjct.timestamp.invalid",
        "rjct.search_criteria.invalid",
        "rjct.filter.invalid",
        "rjct.sort.invalid",
        "rjct.pagination.invalid",
        "rjct.search.too_many_records_found",
    }
)
"""Of one search in it."""

ACK = frozenset(
    {
        "err.request.bad",
        "err.request.unauthorized",
        "err.request.forbidden",
        "err.request.not_found",
        "err.request.timeout",
        "err.request.too_many_requests",
        "err.version.not_supported",
        "err.sender_id.invalid",
        "err.sender_uri.invalid",
        "err.receiver_id.invalid",
        "err.signature.missing",
        "err.signature.invalid",
        "err.encryption.invalid",
        "err.service.unavailable",
    }
)
"""Of a message that was not taken at all."""


def reason(code: object, otherwise: str) -> str:
    """`code` if the standard has it."""
    return code if isinstance(code, str) and code in HEADER | SEARCH | ACK else otherwise
