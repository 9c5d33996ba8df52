"""Whatever comes is a household or no answer: no other exception leaves the adapter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.registry.dci.dialect import NAMED, Dialect
from core.registry.dci.envelope import written
from core.registry.dci.faults import NoAnswer, Unusable
from core.registry.dci.members import phones
from core.registry.dci.profile import Profile
from core.registry.dci.records import household
from core.registry.dci.reply import Reader
from core.registry.dci.seen import Seen
from core.registry.dci.signing import Signer, Verifier
from core.registry.household import Household
from tests.core.registry.dci.golden_files import AT, FOLDER, asked
from tests.servers.dci.rig import PARTIES, THEIRS

DIALECT = Dialect()
REPLY = (FOLDER / "schema-reply.json").read_bytes()
ASKED = asked(DIALECT, "card")

NAMES = st.sampled_from(
    [
        *("@id", "@type", "group_identifier", "identifier_type", "identifier_value", "additional_attributes"),
        *("key", "value", "member_list", "related_person", "group_head_info", "demographic_info", "payment"),
        *("phone_number", "group_size", "poverty_score", "poverty_score_type", "commune_code", "status", "x"),
    ]
)
TEXTS = st.sampled_from(
    [*("", "Group", "120101", "HOUSEHOLD_ID", "EQUITY_CARD", "commune_code", "payment", "IDPOOR", "[]")]
) | st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)
RECORDS = st.dictionaries(NAMES, VALUES, max_size=8)


def reader(dialect: Dialect = DIALECT) -> Reader:
    """One that has seen nothing yet."""
    return Reader(PARTIES, Verifier([THEIRS.public_key()], PARTIES.receiver_id, dialect), Seen(), dialect)


@given(RECORDS)
def test_any_record_is_a_household_or_unusable(record: dict[str, Any]) -> None:
    try:
        phones(record)
        assert isinstance(household(record, Profile()), Household)
    except Unusable:
        pass


@given(st.binary(max_size=200))
def test_any_bytes_are_no_answer(raw: bytes) -> None:
    with pytest.raises(NoAnswer):
        reader().records(raw, ASKED, 6, AT)


@given(st.integers(0, len(REPLY) - 1), st.integers(1, 255))
def test_a_reply_with_any_byte_changed_is_no_answer(at: int, by: int) -> None:
    changed = REPLY[:at] + bytes([REPLY[at] ^ by]) + REPLY[at + 1 :]
    try:
        records = reader().records(changed, ASKED, 6, AT)
    except NoAnswer:
        return
    assert records == reader().records(REPLY, ASKED, 6, AT), "blanks and the signature's own form may differ"


@given(
    header=RECORDS, message=st.dictionaries(st.sampled_from(["transaction_id", "search_response"]), VALUES)
)
def test_any_signed_envelope_is_no_answer(header: dict[str, Any], message: dict[str, Any]) -> None:
    for name, dialect in NAMED.items():
        signature = Signer(THEIRS, PARTIES.receiver_id, name, dialect).sign(header, message, AT)
        raw = written({"signature": signature, "header": header, "message": message})
        with pytest.raises(NoAnswer):
            reader(dialect).records(raw, ASKED, 6, AT)
