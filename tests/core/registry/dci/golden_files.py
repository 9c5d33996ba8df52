"""The golden files of a dialect: `NAME-card.json` and `NAME-phone.json` as sent, `NAME-reply.json` as taken.

`python -m tests.core.registry.dci.golden_files` writes them anew; what changes in them is seen by registries.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from app.dci_server.holdings import Holdings, Registered
from core import chance
from core.clock import FixedClock
from core.registry.dci import criteria, envelope
from core.registry.dci.dialect import NAMED, Dialect
from core.registry.dci.envelope import Asked
from core.registry.dci.profile import Profile
from core.registry.dci.registry import PAGE
from core.registry.dci.signing import Signer
from tests.core.registry.households import OWN, RICH
from tests.servers.dci.rig import OURS, PARTIES, server

FOLDER = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CARD = "DEMO00012345"


def asked(dialect: Dialect, kind: str) -> Asked:
    """What an adapter sends at AT, the first time that it draws ids."""
    signer = Signer(OURS, PARTIES.sender_id, "ours", dialect)
    by = {
        "card": lambda: criteria.by_card(CARD, Profile(), dialect, PAGE),
        "phone": lambda: criteria.by_phone(OWN, dialect, PAGE),
    }
    with counted_chance():
        return envelope.ask(by[kind](), PARTIES, signer, dialect, AT)


def replied(dialect: Dialect) -> bytes:
    """What the server answers to the question by card."""
    question = asked(dialect, "card")
    with counted_chance(100):
        return server(Holdings([Registered(RICH, (OWN,))]), FixedClock(AT), dialect).reply(question.body)


@contextmanager
def counted_chance(first: int = 1) -> Iterator[None]:
    """Chance that counts up, so that ids are the same each time."""
    numbers = count(first)
    chance.use(lambda size: next(numbers).to_bytes(size, "big"))
    try:
        yield
    finally:
        chance.use()


def write() -> None:
    """All of them."""
    FOLDER.mkdir(exist_ok=True)
    for name, dialect in NAMED.items():
        for kind in ("card", "phone"):
            (FOLDER / f"{name}-{kind}.json").write_bytes(asked(dialect, kind).body)
        (FOLDER / f"{name}-reply.json").write_bytes(replied(dialect))


if __name__ == "__main__":
    write()
