"""The registry adapter that the settings choose."""

from __future__ import annotations

from app.settings import Settings
from core.clock import Clock
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


def dci_registry(settings: Settings, ring: KeyRing, clock: Clock) -> DciRegistry:
    """The adapter of SAMNAEU_REGISTRY=dci; to be closed. Asks nothing yet.

    `app.starting.refuse_unsafe` has said before what is missing; raises ValueError, OSError for what changed.
    """
    spoken = dialect(settings.dci_dialect)
    parties = Parties(settings.dci_sender_id, settings.dci_receiver_id)
    keys = [public_key(each) for each in settings.dci_registry_keys]
    if settings.dci_key_file is None or not keys:
        raise ValueError("a DCI registry needs a key of ours and one of its own")
    ours = private_key(settings.dci_key_file)
    asking = Asking(
        wire=Wire(_address(settings), settings.dci_seconds),
        signer=Signer(ours, parties.sender_id, settings.dci_key_id, spoken),
        reader=Reader(parties, Verifier(keys, parties.receiver_id, spoken), Seen(), spoken),
        breaker=Breaker(clock),
        clock=clock,
        dialect=spoken,
        seconds=settings.dci_seconds,
    )
    kept: Kept = AnswersKept(Lookups(ring), clock, settings.dci_cache_seconds)
    return DciRegistry(asking, kept, Profile(settings.dci_card_type))


def _address(settings: Settings) -> Address:
    token = settings.dci_token.get_secret_value() if settings.dci_token else ""
    return Address(settings.dci_url, {"Authorization": f"Bearer {token}"} if token else {})
