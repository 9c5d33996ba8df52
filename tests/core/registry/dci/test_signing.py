"""A signature holds for one message of one sender for a while, in whatever form it is written."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.registry.dci import signature_text, strict_json
from core.registry.dci.dialect import NAMED, Dialect
from core.registry.dci.faults import Untrusted
from core.registry.dci.signing import Signer, Verifier
from tests.servers.dci.rig import OURS, THEIRS

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HEADER: dict[str, Any] = {"message_id": "1", "sender_id": "them", "is_msg_encrypted": False}
VERIFIER = Verifier([THEIRS.public_key()], "them", Dialect())


def signed(dialect: Dialect, **message: Any) -> dict[str, Any]:
    """An envelope of THEIRS."""
    signature = Signer(THEIRS, "them", "k", dialect).sign(HEADER, message, NOW)
    return {"signature": signature, "header": HEADER, "message": message}


def verify(envelope: dict[str, Any], verifier: Verifier = VERIFIER, seconds: int = 0) -> None:
    """As it would be read from the wire."""
    read = strict_json.read(json.dumps(envelope, ensure_ascii=False).encode(), as_written=True)
    verifier.verify(read, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_dialects_form_of_a_signature_is_taken(name: str) -> None:
    verify(signed(NAMED[name], place="ភ្នំពេញ"))


@pytest.mark.parametrize(("seconds", "holds"), [(-60, True), (-61, False), (360, True), (361, False)])
def test_it_holds_for_five_minutes_and_the_skew_of_clocks(seconds: int, holds: bool) -> None:
    if holds:
        verify(signed(Dialect()), seconds=seconds)
        return
    with pytest.raises(Untrusted):
        verify(signed(Dialect()), seconds=seconds)


def test_a_sender_cannot_make_it_hold_for_longer() -> None:
    long_lived = signed(Dialect())
    long_lived["signature"] = long_lived["signature"].replace('expires="1795395900"', 'expires="1895395900"')
    with pytest.raises(Untrusted, match=r"signature\.old"):
        verify(long_lived, seconds=361)


def test_khmer_is_hashed_escaped_or_not_as_the_dialect_has_it() -> None:
    plain = Dialect(digest="utf8")
    envelope = signed(plain, place="ភ្នំពេញ")
    verify(envelope, Verifier([THEIRS.public_key()], "them", plain))
    with pytest.raises(Untrusted, match=r"signature\.wrong"):
        verify(envelope)


def test_numbers_are_hashed_as_they_were_written() -> None:
    raw = b'{"score": 2.50, "long": 123456789012345678901234567890, "e": 1E2}'
    read = strict_json.read(raw, as_written=True)
    assert (
        strict_json.canonical(read, escaped=True)
        == '{"e":1E2,"long":123456789012345678901234567890,"score":2.50}'
    )


def test_two_keys_hold_while_one_replaces_the_other() -> None:
    verify(signed(Dialect()), Verifier([OURS.public_key(), THEIRS.public_key()], "them", Dialect()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unsigned-stub",
        None,
        7,
        'kidId="them|k|rsa", algorithm="rsa", created="1", expires="2", signature="x"',
        'kidId="them|k|ed25519", algorithm="ed25519", created="1", created="2", expires="2", signature="x"',
        'kidId="them|k|ed25519", algorithm="ed25519", created="1", expires="2", headers="x", signature="x"',
        'kidId="them|k|ed25519" and algorithm="ed25519", created="1", expires="2", signature="x"',
        'kidId="them|k|ed25519", algorithm="ed25519", created="១", expires="2", signature="x"',
        'algorithm="ed25519", created="1", expires="2", signature="x"',
        "x" * 5000,
    ],
)
def test_what_is_no_signature_of_ours_is_none(text: object) -> None:
    assert signature_text.read(text) is None


@pytest.mark.parametrize("kid", ["other|k|ed25519", "them|ed25519", "them|k|rsa", "them", "them|x|k|ed25519"])
def test_a_key_of_somebody_else_is_refused_before_it_is_tried(kid: str) -> None:
    envelope = signed(Dialect())
    envelope["signature"] = envelope["signature"].replace("them|k|ed25519", kid)
    with pytest.raises(Untrusted, match=r"signature\.of_another"):
        verify(envelope)
