"""No Khmer text runs on beyond a line without a place where it may be broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.messages import BREAK
from flows.proving import Finding, Proof

LINE = 28
"""UTF-16 units: some 14 letters with the signs above and below them, a line of a small screen (assumed)."""
MAY_BREAK = re.compile(rf"[\s{BREAK}]|\{{[a-z_]+\}}")


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    source = proof.sources["km"]
    for message in proof.spots:
        said = source.said(message)
        run = max(MAY_BREAK.split(said), key=len)
        if len(run) > LINE:
            what = f"{len(run)} letters stand together, and a line has {LINE}: `{run}`"
            yield proof.in_text("km", message, what, "mark with U+200B where words end")
