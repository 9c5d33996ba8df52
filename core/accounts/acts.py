"""What is done to accounts, written into the audit in the transaction of the act."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import entry
from core.audit.entry import Entry
from core.audit.writing import AuditLog
from core.channels import Channel
from core.clock import Clock
from core.officers import Officer
from core.roles import SYSTEM


class AccountAct(StrEnum):
    """What the words of the audit (core.audit.entry.Act) end with, as with a StepKind for a request."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    THROTTLED = "throttled"
    SIGNED_OUT = "signed_out"
    CONFIRMED = "confirmed"
    ADDED = "added"
    INVITED = "invited"
    LINK_MADE = "link_made"
    PASSWORD_SET = "password_set"  # noqa: S105  an act, not a secret
    SECOND_FACTOR_SET = "second_factor_set"
    RECOVERY_CODE_USED = "recovery_code_used"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    DISABLED = "disabled"
    ENABLED = "enabled"
    ROLE_CHANGED = "role_changed"
    AREAS_CHANGED = "areas_changed"
    SESSIONS_ENDED = "sessions_ended"
    TELEGRAM_CODE_MADE = "telegram_code_made"
    TELEGRAM_BOUND = "telegram_bound"
    TELEGRAM_UNBOUND = "telegram_unbound"


class AccountAudit:
    """Writes down what was done to an account."""

    def __init__(self, log: AuditLog, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    async def write(
        self,
        connection: AsyncConnection,
        by: Officer | None,
        act: AccountAct,
        of: str | None,
        was: str | None = None,
        became: str | None = None,
        *,
        channel: Channel | None = None,
    ) -> None:
        """Write that `by` did `act` to the account with the id `of` (None: there is no such account).

        `by` None: whoever sits at the machine's terminal or, for a sign-in that failed, nobody proven.
        `was`, `became`: code words, as a role or a kind of link. `channel`: where it is neither the console
        nor the terminal.
        """
        actor = by.actor if by else SYSTEM
        proven = by is not None or act in (AccountAct.SIGN_IN_FAILED, AccountAct.THROTTLED)
        told = Entry(
            act=entry.Act(f"{actor.kind}:account:{act}"),
            actor=actor,
            at=self._clock.now(),
            channel=channel or (Channel.CONSOLE if proven else Channel.TERMINAL),
            subject=of,
            from_word=was,
            to_word=became,
        )
        await self._log.write(connection, told)
