"""The server beside a demo: with fresh keys, on this machine, and the settings that lead to it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.dci_server.answer import Answers
from app.dci_server.holdings import Holdings
from app.dci_server.server import DciServer
from app.serving import listening
from app.settings import Settings
from core.clock import Clock
from core.private_file import private_folder, replace_private
from core.registry.dci.dialect import dialect
from core.registry.dci.envelope import Parties
from core.registry.dci.profile import Profile
from core.registry.dci.signing import Signer, Verifier

PARTIES = Parties("samnaeu.demo", "registry.demo")
KEY_ID = "demo"


@asynccontextmanager
async def demo_registry(
    settings: Settings, holdings: Holdings, clock: Clock, tell: Callable[[str], None] = lambda line: None
) -> AsyncIterator[Settings]:
    """Serves `holdings` meanwhile; gives the settings with this registry in them. Raises CannotListen.

    Our key is written into the data folder, anew each time. `tell`: as DciServer has it.
    """
    ours, theirs = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    key_file = _write(settings.data_dir / "keys" / "dci-demo.key", ours)
    server = replace(_server(settings, holdings, clock, ours, theirs), tell=tell)
    async with listening(server.app(), "127.0.0.1", 0) as port:
        yield settings.model_copy(
            update={
                "registry": "dci",
                "dci_url": f"http://127.0.0.1:{port}",
                "dci_sender_id": PARTIES.sender_id,
                "dci_receiver_id": PARTIES.receiver_id,
                "dci_key_file": key_file,
                "dci_key_id": KEY_ID,
                "dci_registry_keys": (b64encode(theirs.public_key().public_bytes_raw()).decode(),),
            }
        )


def _server(
    settings: Settings, holdings: Holdings, clock: Clock, ours: Ed25519PrivateKey, theirs: Ed25519PrivateKey
) -> DciServer:
    spoken = dialect(settings.dci_dialect)
    return DciServer(
        holdings=holdings,
        answers=Answers(PARTIES, Signer(theirs, PARTIES.receiver_id, KEY_ID, spoken), spoken),
        verifier=Verifier([ours.public_key()], PARTIES.sender_id, spoken),
        clock=clock,
        profile=Profile(settings.dci_card_type),
    )


def _write(path: Path, key: Ed25519PrivateKey) -> Path:
    private_folder(path.parent)
    replace_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path
