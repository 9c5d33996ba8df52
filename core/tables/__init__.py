"""Every table, as SQLAlchemy Core metadata; `migrations/` brings a database to this shape.

Rules that hold for all of them:

- An id is text, 32 hexadecimal digits (`core.chance.identifier`).
- A time is UTC (`core.utc_time.UtcDateTime`): naive ones are refused, aware ones come back.
- Nothing personal stands in clear. A column `…_sealed` holds what `core.sealing` made, bound to its table,
  column and row; a column `…_lookup` holds a keyed hash (`core.lookups`).
- A rule that spans rows is held by a constraint here, never by a look before the write.
"""

from __future__ import annotations

from core.tables.accounts import (
    officer_areas,
    officer_credentials,
    officer_links,
    officer_recovery_codes,
    officer_sessions,
    officer_telegram_codes,
    officer_telegrams,
    officer_tidings,
    officers,
    sign_in_tries,
)
from core.tables.auditing import audit_entries, audit_heads
from core.tables.cases import (
    case_keys,
    consent_texts,
    consents,
    request_marks,
    request_skips,
    request_steps,
    request_voices,
    requests,
)
from core.tables.columns import metadata
from core.tables.disclosing import asked_cards, pin_codes, pins
from core.tables.outgoing import early_reports, notices, reminder_wishes, reminders_told, sms_days
from core.tables.persons import people, telegram_accounts, telegram_covers
from core.tables.registry import (
    registry_cards,
    registry_enrolments,
    registry_households,
    registry_imports,
    registry_members,
    registry_payments,
    registry_phones,
)
from core.tables.service import drafts, statistics_months, step_counts, switch_changes

__all__ = [
    "asked_cards",
    "audit_entries",
    "audit_heads",
    "case_keys",
    "consent_texts",
    "consents",
    "drafts",
    "early_reports",
    "metadata",
    "notices",
    "officer_areas",
    "officer_credentials",
    "officer_links",
    "officer_recovery_codes",
    "officer_sessions",
    "officer_telegram_codes",
    "officer_telegrams",
    "officer_tidings",
    "officers",
    "people",
    "pin_codes",
    "pins",
    "registry_cards",
    "registry_enrolments",
    "registry_households",
    "registry_imports",
    "registry_members",
    "registry_payments",
    "registry_phones",
    "reminder_wishes",
    "reminders_told",
    "request_marks",
    "request_skips",
    "request_steps",
    "request_voices",
    "requests",
    "sign_in_tries",
    "sms_days",
    "statistics_months",
    "step_counts",
    "switch_changes",
    "telegram_accounts",
    "telegram_covers",
]
