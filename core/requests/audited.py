"""The audit entry of a step."""

from __future__ import annotations

from core.audit.entry import Act, Entry
from core.requests.request import Step


def entry_of(step: Step) -> Entry:
    """What the audit says of a step: everything but its reason, which people write names in.

    ValueError for a step that `Act` has no word for.
    """
    return Entry(
        act=Act(f"{step.actor.kind}:request:{step.kind}"),
        actor=step.actor,
        at=step.at,
        channel=step.channel,
        subject=step.request_id,
        from_word=step.source,
        to_word=step.target,
        version=step.version,
        facts=step.facts,
    )
