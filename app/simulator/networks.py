"""The networks that the simulator offers."""

from __future__ import annotations

from dataclasses import dataclass

from ussd.typesetting.profiles import SMALLEST


@dataclass(frozen=True)
class Network:
    """`code` is what the gateway sends as networkCode: MCC 456 (Cambodia) and MNC."""

    code: str
    name: str


# 99999 is the code of Africa's Talking's own sandbox (PROTOCOLS 1.1).
NETWORKS = (
    Network("45601", "Cellcard"),
    Network("45606", "Smart"),
    Network("45608", "Metfone"),
    Network("99999", "Sandbox"),
)

BUDGET = SMALLEST  # what the screen's gauge measures against
CALL_SECONDS = 180  # PROTOCOLS 1.1; so are the idle limits
IDLE_SECONDS = (20, 30, 60)
USUAL_IDLE_SECONDS = 30
