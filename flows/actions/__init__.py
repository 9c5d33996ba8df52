"""What scripts can have core do: one file a subject, gathered in one registry."""

from __future__ import annotations

from flows.actions import (
    consents,
    drafts,
    filing,
    interviews,
    my_requests,
    offices,
    people,
    places,
    questions,
)
from flows.actions.registry import Registry, registry

__all__ = [
    "Registry",
    "consents",
    "drafts",
    "filing",
    "interviews",
    "my_requests",
    "offices",
    "people",
    "places",
    "questions",
    "registry",
]
