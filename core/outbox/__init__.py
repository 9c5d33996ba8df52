"""The outbox: what must be told to a person, written in the transaction of what happened (DESIGN.md).

A worker commits `sending` before it calls anybody; each notice ends sent, failed or maybe sent. It is tried
again only when it surely did not go. `docs/notices.md` has the rules in full.

`writing` and `recalling` belong to whoever changes what is to be told; `due` and `sending` to the workers;
`deliveries` to the gateway that reports later, `early_reports` where it reports too early.
"""

from core.outbox.notice import LOST, NOT_ARRIVED, TOO_LATE, Cause, Notice, NotSending, Status
from core.outbox.sending import Outbox

__all__ = ["LOST", "NOT_ARRIVED", "TOO_LATE", "Cause", "NotSending", "Notice", "Outbox", "Status"]
