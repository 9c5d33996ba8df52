"""The registry adapter that the settings choose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.settings import Settings
from app.starting import SettingsError, refuse_unready_registry, variable
from core.clock import Clock
from core.database import Database
from core.keyring import KeyRing
from core.lookups import Lookups
from core.registry.dci.answers_kept import AnswersKept
from core.registry.dci.asking import Asking
from core.registry.dci.breaker import Breaker
from core.registry.dci.dialect import dialect
from core.registry.dci.envelope import Parties
from core.registry.dci.keys import private_key, public_key
from core.registry.dci.profile import Profile
from core.registry.dci.registry import DciRegistry, Kept
from core.registry.dci.reply import Reader
from core.registry.dci.seen import Seen
from core.registry.dci.signing import Signer, Verifier
from core.registry.dci.wire import Address, Wire
from core.registry.port import Registry
from core.registry.tables import Tables


@asynccontextmanager
async def open_registry(
    settings: Settings, database: Database, ring: KeyRing, clock: Clock
) -> AsyncIterator[Registry]:
    """The registry of SAMNAEU_REGISTRY, which is asked nothing yet; let go of on the way out.

    Raises SettingsError where it lacks a setting.
    """
    if settings.registry == "tables":
        yield Tables(database, ring)
        return
    registry = dci_registry(settings, ring, clock)
    try:
        yield registry
    finally:
        await registry.close()


def dci_registry(settings: Settings, ring: KeyRing, clock: Clock) -> DciRegistry:
    """The adapter of SAMNAEU_REGISTRY=dci; to be closed. Raises SettingsError."""
    refuse_unready_registry(settings)
    spoken = dialect(settings.dci_dialect)
    parties = Parties(settings.dci_sender_id, settings.dci_receiver_id)
    keys = [public_key(each) for each in settings.dci_registry_keys]
    asking = Asking(
        wire=Wire(_address(settings), settings.dci_seconds),
        signer=Signer(_our_key(settings), parties.sender_id, settings.dci_key_id, spoken),
        reader=Reader(parties, Verifier(keys, parties.receiver_id, spoken), Seen(), spoken),
        breaker=Breaker(clock),
        clock=clock,
        dialect=spoken,
        seconds=settings.dci_seconds,
    )
    kept: Kept = AnswersKept(Lookups(ring), clock, settings.dci_cache_seconds)
    return DciRegistry(asking, kept, Profile(settings.dci_card_type))


def _our_key(settings: Settings) -> Ed25519PrivateKey:
    try:
        return private_key(settings.dci_key_file or Path())
    except (ValueError, OSError) as error:  # it was good when the settings were read
        fault = f"{variable('dci_key_file')}: the key cannot be read any more ({type(error).__name__})"
        raise SettingsError([fault]) from None


def _address(settings: Settings) -> Address:
    token = settings.dci_token.get_secret_value() if settings.dci_token else ""
    return Address(settings.dci_url, {"Authorization": f"Bearer {token}"} if token else {})
