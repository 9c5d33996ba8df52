"""The key ring: one file of secret keys outside the database, several versions a purpose while keys rotate.

A file and not a table, so that a copy of the database without it tells nobody's number. Root keys stand in
it; what encrypts and hashes is derived from them (`derived`).
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core import chance
from core.private_file import held, replace_private

PURPOSES = ("sealing", "lookup", "transcript", "session", "audit", "pin")
KEPT = frozenset({"audit"})
"""Purposes whose old keys are never retired."""

KEY_BYTES = 32
_FORMAT = 1


class KeyRingUnusable(Exception):
    """The key ring is missing, damaged, readable by others, or cannot be changed; says which and the mend."""


@dataclass(frozen=True)
class _Keys:
    current: int
    versions: Mapping[int, bytes]
    since: Mapping[int, datetime] = field(default_factory=dict)
    """When a version was made, where that was written down: not for the first ones."""


class KeyRing:
    """The live keys of each purpose. A rotation by another process is seen at the next use."""

    def __init__(self, path: Path) -> None:
        """Use `open`."""
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._keys: dict[str, _Keys] = {}

    @classmethod
    def open(cls, path: Path | str, create: bool = False) -> KeyRing:
        """The ring in the file at `path`; with `create`, made (0600, its folder 0700) where there is none.

        Raises KeyRingUnusable. Two processes that create at once end up with one ring.
        """
        ring = cls(Path(path))
        if create:
            ring._complete()
        ring._refresh()
        if missing := [purpose for purpose in PURPOSES if purpose not in ring._keys]:
            raise KeyRingUnusable(f"{path}: no key for {', '.join(missing)}")
        return ring

    def current(self, purpose: str) -> tuple[int, bytes]:
        """The version to seal or hash with now, and its 32 bytes."""
        self._refresh()
        keys = self._keys[purpose]
        return keys.current, keys.versions[keys.current]

    def all(self, purpose: str) -> Mapping[int, bytes]:
        """Every live version, the current one first."""
        self._refresh()
        return self._keys[purpose].versions

    def since(self, purpose: str) -> Mapping[int, datetime]:
        """When its versions were made, as far as it is known: when one became the current one."""
        self._refresh()
        return self._keys[purpose].since

    def rotate(self, purpose: str, at: datetime | None = None) -> int:
        """Add a fresh version, made at `at`, and make it current; older ones stay live until retired.

        Returns its number. Raises ValueError for an unknown purpose, KeyRingUnusable.
        """
        if purpose not in PURPOSES:
            raise ValueError(f"there are no keys for {purpose}: {', '.join(PURPOSES)}")
        with self._changing() as keys:
            version = max(keys[purpose].versions) + 1
            fresh = _with_fresh(keys[purpose].versions, version)
            made = {**keys[purpose].since, **({version: at} if at else {})}
            _write(self.path, keys | {purpose: replace(fresh, since=made)})
        return version

    def retire(self, purpose: str, version: int) -> None:
        """Forget an old version once nothing is sealed or hashed under it.

        ValueError for the current one, and for those of the audit.
        """
        if purpose in KEPT:
            raise ValueError(f"keys of {purpose} are kept for good: what was signed with them is")
        with self._changing() as keys:
            now = keys[purpose]
            if version == now.current:
                raise ValueError(f"version {version} of {purpose} is in use: rotate first")
            kept = {v: key for v, key in now.versions.items() if v != version}
            since = {v: at for v, at in now.since.items() if v != version}
            _write(self.path, keys | {purpose: _Keys(now.current, kept, since)})

    @contextmanager
    def _changing(self) -> Iterator[dict[str, _Keys]]:
        """What stands in the file, while nobody else changes it."""
        try:
            # written anew it would be whoever's writes it, and the service could not read it any more
            if (owner := self.path.stat().st_uid) != os.geteuid():
                raise KeyRingUnusable(f"{self.path}: belongs to user {owner}; do this as that user")
            with held(self.path):
                yield _read(self.path)
        except OSError as error:
            raise KeyRingUnusable(f"{self.path}: cannot be changed ({error.strerror})") from None

    def _complete(self) -> None:
        with held(self.path):
            keys = _read(self.path) if self.path.exists() else {}
            if missing := {purpose: _with_fresh({}, 1) for purpose in PURPOSES if purpose not in keys}:
                _write(self.path, keys | missing)

    def _refresh(self) -> None:
        # Before every use: a process that went on hashing under a replaced key would not find the people whom
        # its neighbour has stored since. A stat costs about a microsecond.
        try:
            self._load()
        except KeyRingUnusable:
            if not self._keys:  # at start; later on, a file that is being put back must not stop the service
                raise

    def _load(self) -> None:
        try:
            found = os.stat(self.path)  # noqa: PTH116  pathlib's costs twice as much
        except FileNotFoundError:
            raise KeyRingUnusable(f"{self.path}: there is no key ring here") from None
        except OSError as error:
            raise KeyRingUnusable(f"{self.path}: cannot be read ({error.strerror})") from None
        seen = (found.st_ino, found.st_mtime_ns, found.st_size)
        if seen == self._seen:
            return
        if found.st_mode & 0o077:
            raise KeyRingUnusable(f"{self.path}: others may read it; chmod 600 it")
        self._keys, self._seen = _read(self.path), seen


def derived(key: bytes, label: str) -> bytes:
    """A 32-byte key of its own for `label`, from a root key (HKDF-SHA256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"samnaeu {label}".encode()).derive(key)


def _with_fresh(versions: Mapping[int, bytes], version: int) -> _Keys:
    return _Keys(version, {version: chance.token(KEY_BYTES), **versions})


def _read(path: Path) -> dict[str, _Keys]:
    try:
        stored = json.loads(path.read_bytes())
        if stored["format"] != _FORMAT:
            raise ValueError(f"format {stored['format']} is not known to this release")
        if not stored["keys"]:
            raise ValueError("empty")
        return {purpose: _parsed(entry) for purpose, entry in stored["keys"].items()}
    except OSError as error:
        raise KeyRingUnusable(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise KeyRingUnusable(
            f"{path}: not a key ring ({type(wrong).__name__}); restore it from its copy"
        ) from None


def _parsed(entry: dict[str, Any]) -> _Keys:
    current = int(entry["current"])
    versions = {int(version): b64decode(key, validate=True) for version, key in entry["versions"].items()}
    if any(len(key) != KEY_BYTES for key in versions.values()):
        raise ValueError("a key of the wrong length")
    ordered = {current: versions[current], **{v: versions[v] for v in sorted(versions, reverse=True)}}
    since = {int(version): datetime.fromisoformat(at) for version, at in entry.get("since", {}).items()}
    return _Keys(current, MappingProxyType(ordered), MappingProxyType(since))


def _write(path: Path, keys: Mapping[str, _Keys]) -> None:
    entries = {purpose: _entry(each) for purpose, each in keys.items()}
    replace_private(path, json.dumps({"format": _FORMAT, "keys": entries}, indent=1).encode())


def _entry(keys: _Keys) -> dict[str, Any]:
    return {
        "current": keys.current,
        "versions": {str(version): b64encode(key).decode() for version, key in keys.versions.items()},
        "since": {str(version): at.isoformat() for version, at in keys.since.items()},
    }
