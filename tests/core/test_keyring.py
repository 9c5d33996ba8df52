"""The key ring: private, whole after a crash, one for all processes that start together."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core import keyring
from core.keyring import PURPOSES, KeyRing, KeyRingUnusable

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_it_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    KeyRing.open(tmp_path / "data" / "keys" / "ring.json", create=True).rotate("lookup")
    for path in (tmp_path / "data").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_each_purpose_has_a_key_of_its_own(ring: KeyRing) -> None:
    keys = {ring.current(purpose) for purpose in PURPOSES}
    assert len(keys) == len(PURPOSES)
    assert all(version == 1 and len(key) == 32 for version, key in keys)


def test_it_is_the_same_ring_next_time(ring: KeyRing) -> None:
    for again in (KeyRing.open(ring.path), KeyRing.open(ring.path, create=True)):
        assert [again.current(purpose) for purpose in PURPOSES] == [
            ring.current(purpose) for purpose in PURPOSES
        ]


def test_those_who_create_it_at_once_share_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        rings = list(
            threads.map(lambda _: KeyRing.open(tmp_path / "keys" / "ring.json", create=True), range(8))
        )
    assert len({ring.current("lookup") for ring in rings}) == 1


def test_those_who_rotate_at_once_each_add_a_version(ring: KeyRing) -> None:
    with ThreadPoolExecutor(8) as threads:
        versions = list(threads.map(lambda _: KeyRing.open(ring.path).rotate("lookup"), range(8)))
    assert sorted(versions) == list(range(2, 10))
    assert len(set(ring.all("lookup").values())) == 9


def test_a_rotation_keeps_the_old_key_and_touches_no_other_purpose(ring: KeyRing) -> None:
    _, before = ring.current("lookup")
    sealing = ring.current("sealing")
    assert ring.rotate("lookup") == 2
    version, after = ring.current("lookup")
    assert version == 2
    assert dict(ring.all("lookup")) == {2: after, 1: before}
    assert next(iter(ring.all("lookup"))) == 2
    assert ring.current("sealing") == sealing


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_ring_that_is_open_elsewhere_has_the_fresh_key_with_its_next_use(
    ring: KeyRing, purpose: str
) -> None:
    elsewhere = KeyRing.open(ring.path)
    before = elsewhere.current(purpose)
    ring.rotate(purpose)
    assert elsewhere.current(purpose) == ring.current(purpose) != before
    assert elsewhere.all(purpose) == {2: ring.current(purpose)[1], 1: before[1]}


def test_when_a_version_was_made_is_known_of_those_that_were_rotated(ring: KeyRing) -> None:
    ring.rotate("lookup", AT)
    ring.rotate("lookup")
    for each in (ring, KeyRing.open(ring.path)):
        assert dict(each.since("lookup")) == {2: AT}
        assert dict(each.since("sealing")) == {}
    ring.retire("lookup", 2)
    assert dict(ring.since("lookup")) == {}


def test_a_file_of_before_there_were_times_is_read_as_ever(ring: KeyRing) -> None:
    stored = json.loads(ring.path.read_text())
    for entry in stored["keys"].values():
        del entry["since"]
    ring.path.write_text(json.dumps(stored))
    assert KeyRing.open(ring.path).all("lookup") == ring.all("lookup")
    assert ring.rotate("lookup", AT) == 2


def test_a_purpose_that_there_is_none_of_has_no_key_made(ring: KeyRing) -> None:
    before = ring.path.read_bytes()
    with pytest.raises(ValueError, match="lookup"):
        ring.rotate("nothing")
    assert ring.path.read_bytes() == before


def test_who_does_not_own_it_does_not_take_it_over(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write it, and a service of its own user could not read what root wrote."""
    before, owner = ring.path.read_bytes(), ring.path.stat().st_uid
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    with pytest.raises(KeyRingUnusable, match=f"belongs to user {owner}; do this as that user"):
        ring.rotate("lookup")
    assert ring.path.read_bytes() == before


def test_one_that_cannot_be_written_says_so_and_stays(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    before = ring.current("lookup")
    monkeypatch.setattr(keyring, "replace_private", read_only)
    with pytest.raises(KeyRingUnusable, match=r"ring\.json: cannot be changed \(Read-only file system\)"):
        ring.rotate("lookup")
    assert ring.current("lookup") == KeyRing.open(ring.path).current("lookup") == before


def test_the_key_in_use_cannot_be_retired(ring: KeyRing) -> None:
    with pytest.raises(ValueError, match="rotate first"):
        ring.retire("lookup", 1)
    ring.rotate("lookup")
    ring.retire("lookup", 1)
    assert list(ring.all("lookup")) == [2]


def test_a_version_never_returns(ring: KeyRing) -> None:
    """A value sealed under a retired key must not be tried with a later one of the same number."""
    ring.rotate("lookup")
    ring.retire("lookup", 1)
    assert ring.rotate("lookup") == 3


def test_none_is_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(KeyRingUnusable, match="no key ring"):
        KeyRing.open(tmp_path / "ring.json")
    assert list(tmp_path.iterdir()) == []


def test_one_that_others_may_read_is_refused(ring: KeyRing) -> None:
    ring.path.chmod(0o640)
    with pytest.raises(KeyRingUnusable, match="chmod 600"):
        KeyRing.open(ring.path)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"format": 2, "keys": {}}',
        b'{"format": 1, "keys": {"lookup": {"current": 1, "versions": {"1": "c2hvcnQ="}}}}',
        b'{"format": 1, "keys": {"lookup": {"current": 2, "versions": {}}}}',
        b'{"format": 1, "keys": {"lookup": {"current": 1, "versions": {"1": "%s"}, "since": {"1": "x"}}}}'
        % (b"A" * 43 + b"="),
        b'{"format": 1, "keys": {}}',
    ],
)
def test_a_damaged_one_is_refused_and_never_replaced(ring: KeyRing, damage: bytes) -> None:
    ring.path.write_bytes(damage)
    with pytest.raises(KeyRingUnusable, match=r"ring\.json"):
        KeyRing.open(ring.path)
    with pytest.raises(KeyRingUnusable):
        KeyRing.open(ring.path, create=True)
    assert ring.path.read_bytes() == damage


def test_a_complaint_shows_no_key(ring: KeyRing) -> None:
    text = ring.path.read_text()
    secrets = [key for entry in json.loads(text)["keys"].values() for key in entry["versions"].values()]
    ring.path.write_text(text[:-20])
    with pytest.raises(KeyRingUnusable) as caught:
        KeyRing.open(ring.path)
    assert not any(secret in str(caught.value) for secret in secrets)


def test_what_runs_goes_on_while_the_file_is_put_back(ring: KeyRing) -> None:
    known = ring.current("lookup")
    saved = ring.path.rename(ring.path.with_suffix(".aside"))
    assert ring.current("lookup") == known
    saved.rename(ring.path)
    assert ring.rotate("lookup") == 2
    assert ring.current("lookup")[0] == 2
