"""What each dialect sends, byte for byte, and a reply of each that is taken."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from core.registry.dci.dialect import NAMED
from core.registry.dci.profile import Profile
from core.registry.dci.records import household
from core.registry.dci.reply import Reader
from core.registry.dci.seen import Seen
from core.registry.dci.signing import Verifier
from tests.core.registry.dci.golden_files import AT, FOLDER, asked
from tests.core.registry.households import RICH
from tests.servers.dci.rig import OURS, PARTIES, THEIRS

DIALECTS = sorted(NAMED)


@pytest.mark.parametrize("kind", ["card", "phone"])
@pytest.mark.parametrize("name", DIALECTS)
def test_a_question_is_what_it_was(name: str, kind: str) -> None:
    assert asked(NAMED[name], kind).body == (FOLDER / f"{name}-{kind}.json").read_bytes()


@pytest.mark.parametrize("name", DIALECTS)
def test_a_reply_that_was_taken_still_is(name: str) -> None:
    dialect = NAMED[name]
    verifier = Verifier([THEIRS.public_key()], PARTIES.receiver_id, dialect)
    reader = Reader(PARTIES, verifier, Seen(), dialect)
    raw = (FOLDER / f"{name}-reply.json").read_bytes()
    (record,) = reader.records(raw, asked(dialect, "card"), 6, AT)
    assert household(record, Profile()) == RICH


@pytest.mark.parametrize("name", ["schema", "security", "samples", "openspp"])
@pytest.mark.parametrize("kind", ["card", "phone", "reply"])
def test_who_reads_it_as_openspp_does_finds_the_signature_good(name: str, kind: str) -> None:
    """Worked out here by itself: json.dumps, sha256, the signing string, Ed25519."""
    envelope = json.loads((FOLDER / f"{name}-{kind}.json").read_bytes())
    signed = {"header": envelope["header"], "message": envelope["message"]}
    if name == "openspp":
        signed["header"].setdefault("is_msg_encrypted", False)
    told = dict(re.findall(r'(\w+)="([^"]+)"', envelope["signature"]))
    text = json.dumps(signed, sort_keys=True, separators=(",", ":"))
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    line = f"(created): {told['created']}\n(expires): {told['expires']}\ndigest: {digest}"
    key = THEIRS if kind == "reply" else OURS
    key.public_key().verify(base64.b64decode(told["signature"]), line.encode())
    assert int(told["expires"]) - int(told["created"]) == 300


def test_the_schema_is_kept_to_the_letter() -> None:
    envelope: dict[str, Any] = json.loads((FOLDER / "schema-card.json").read_bytes())
    (search,) = envelope["message"]["search_request"]
    assert {"signature", "header", "message"} == envelope.keys()
    assert envelope["header"]["total_count"] == 1
    assert re.fullmatch(r"[a-z]{3}", search["locale"])
    assert search["search_criteria"]["reg_event_type"] in ("REGISTER", "NewHouseHoldMember")
    assert "reg_type" not in search["search_criteria"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", envelope["header"]["message_id"])
