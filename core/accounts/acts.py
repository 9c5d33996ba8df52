"""What is done to accounts and who is told of it: the record is written in the transaction of the act."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection


class Act(StrEnum):
    """Something that happened to an account."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    PROVED_ANEW = "proved_anew"
    ADDED = "officer_added"
    LINK_MADE = "link_made"
    PASSWORD_SET = "password_set"  # noqa: S105  an act, not a secret
    SECOND_FACTOR_SET = "second_factor_set"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    DISABLED = "officer_disabled"
    ENABLED = "officer_enabled"
    CHANGED = "officer_changed"
    SESSIONS_ENDED = "sessions_ended"


class Recorder(Protocol):
    """Writes down that `by` (an officer's id; None for the terminal) did `act` to the account `of`.

    `facts`: code words only, nothing personal.
    """

    async def __call__(
        self, connection: AsyncConnection, by: str | None, act: Act, of: str, facts: Mapping[str, str]
    ) -> None: ...


async def unrecorded(
    connection: AsyncConnection, by: str | None, act: Act, of: str, facts: Mapping[str, str]
) -> None:
    """For tests of other things."""
