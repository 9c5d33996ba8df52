"""The audit: an entry for every act on a request or an account, sealed into a chain that shows tampering.

`entry` says what an entry is, `writing` writes it with the act, `sealing` joins it to the chain, `heads`
keeps the chain's heads outside the database, `verifying` proves the whole, and `story` shows one request's
part of it.
"""

from core.audit.entry import Act, Entry
from core.audit.writing import AuditLog

__all__ = ["Act", "AuditLog", "Entry"]
