"""Every language fills in the same placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.messages import braces
from flows.proving import Finding, Proof


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for language, source in proof.sources.items():
        for entry in source.torn:
            ours, theirs = braces(entry.english), braces(entry.said)
            lost, strange = " ".join(sorted(ours - theirs)), " ".join(sorted(theirs - ours))
            parts = [f"lacks {lost}"] * bool(lost) + [f"has {strange}"] * bool(strange)
            what = f"`{entry.said}` {' and '.join(parts)}"
            mend = f"write {' '.join(sorted(ours)) or 'no braces'}, as `{entry.english}` does"
            yield proof.in_text(language, entry.message, what, mend)
