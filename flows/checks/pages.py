"""No screen takes more pages than its step declares, in any language, on any network, at worst."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.seen import Seen

UNSETTABLE = "shorten it, or mark with U+200B where its line may break"


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    """Of each step and language the worst case is told, not every case."""
    worst: dict[tuple[str, str], Seen] = {}
    unset: set[tuple[str, str, str]] = set()
    for seen in proof.seen:
        where = (seen.step.spot, seen.language)
        if seen.unset:
            if (*where, seen.unset) in unset:
                continue
            unset.add((*where, seen.unset))
            yield proof.on_screen(seen, f"no page holds `{seen.unset}`", UNSETTABLE)
        elif len(seen.sheets) > seen.step.claims.pages:
            known = worst.get(where)
            if known is None or len(seen.sheets) > len(known.sheets):
                worst[where] = seen
    yield from (_too_long(proof, seen) for seen in worst.values())


def _too_long(proof: Proof, seen: Seen) -> Finding:
    pages = len(seen.sheets)
    what = f"{pages} pages, and the step declares {seen.step.claims.pages}"
    mend = f"say it in fewer words, give it a `short:`, or declare `pages: {pages}`"
    return proof.on_screen(seen, what, mend)
