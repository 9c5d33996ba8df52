"""What scripts can have core do: one file a subject, gathered in one registry."""

from __future__ import annotations

from flows.actions import (
    asking,
    closings,
    consents,
    disclosure,
    drafts,
    filing,
    interviews,
    my_requests,
    offices,
    people,
    pins,
    places,
    programmes,
    questions,
    reminders,
)
from flows.actions.registry import Registry, registry

__all__ = [
    "Registry",
    "asking",
    "closings",
    "consents",
    "disclosure",
    "drafts",
    "filing",
    "interviews",
    "my_requests",
    "offices",
    "people",
    "pins",
    "places",
    "programmes",
    "questions",
    "registry",
    "reminders",
]
