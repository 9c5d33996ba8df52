"""Who acts: the roles of DOMAIN.md, section 7, and the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In which capacity somebody acts on a request."""

    SYSTEM = "system"
    HOUSEHOLD = "household"
    HELPER = "helper"
    VERIFIER = "verifier"
    COMMUNE_OFFICER = "commune_officer"
    COMMUNE_CHIEF = "commune_chief"
    SUPERVISOR = "supervisor"
    PDOP_REVIEWER = "pdop_reviewer"
    MINISTRY_VIEWER = "ministry_viewer"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


CALLERS = frozenset({Role.HOUSEHOLD, Role.HELPER})

OFFICER_ROLES = frozenset(Role) - CALLERS - {Role.SYSTEM}

# The ministry's viewer sees statistics, the administrator accounts, the operator's supervisor what is open
# and what is closed: none of them sees a request.
CASE_ROLES = OFFICER_ROLES - {Role.MINISTRY_VIEWER, Role.ADMINISTRATOR, Role.OPERATOR}

# Who works on requests in a commune, and who looks on from above it.
COMMUNE = frozenset({Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF})
OVERSEERS = frozenset({Role.SUPERVISOR, Role.PDOP_REVIEWER})


class ActorKind(StrEnum):
    """Where an actor's id points: at nobody, at people or at officers."""

    SYSTEM = "system"
    PERSON = "person"
    OFFICER = "officer"


@dataclass(frozen=True)
class Actor:
    """One who does something to a request; `id` is a person's or an officer's, None for the system."""

    kind: ActorKind
    id: str | None
    role: Role


SYSTEM = Actor(ActorKind.SYSTEM, None, Role.SYSTEM)
