"""What each key meant in the last release is on record."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.released import FILE

MEND = f"take {FILE} from the last release; or, at the first, run `samnaeu flows release-keys`"


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    if proof.released is None:
        yield Finding(FILE, 1, "no record of the last release can be read here", MEND)
