"""Whose accounts an officer looks after: the administrator all, a supervisor those of their communes."""

from __future__ import annotations

from collections.abc import Collection

from core.areas import covers
from core.officers import Officer
from core.roles import OFFICER_ROLES, Role

UNDER_A_SUPERVISOR = frozenset({Role.VERIFIER, Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF})


def looks_after_accounts(actor: Officer) -> bool:
    """Whether they look after any at all."""
    return actor.active and actor.role in (Role.ADMINISTRATOR, Role.SUPERVISOR)


def may_grant(actor: Officer, role: Role, areas: Collection[str]) -> bool:
    """Whether they may give somebody this role in these areas."""
    if not looks_after_accounts(actor) or role not in OFFICER_ROLES:
        return False
    if actor.role is Role.ADMINISTRATOR:
        return True
    within = bool(areas) and all(covers(actor.areas, area) for area in areas)
    return within and role in UNDER_A_SUPERVISOR


def may_manage(actor: Officer, officer: Officer) -> bool:
    """Whether they look after this account: never their own."""
    return actor.id != officer.id and may_grant(actor, officer.role, officer.areas)


def roles_to_grant(actor: Officer) -> list[Role]:
    """The roles they may give, in one order."""
    everywhere = actor.areas or {"12"}
    return [role for role in Role if may_grant(actor, role, everywhere)]
