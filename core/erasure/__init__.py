"""Erasure: what a household may have removed, and what must be kept until its request is over.

No law of Cambodia gives rules for this yet (DOMAIN.md, section 6), so these are ours, each with its reason:

- **A request that may still be withdrawn** is withdrawn, by the one table, and erased: nobody works any
  more for who wants nothing of it.
- **A request that is over** is erased at once. What stays of it is its number, its commune, its states and
  their days, its outcome, and code words: figures are reckoned from them, and the audit proves by them what
  officers did. Its answers, names and numbers of papers, what anybody wrote or said about it, and its marks
  go; its own key goes too, so that no copy of the database made later can open an older copy's texts.
- **A request that was decided**, appealed or waits for its card goes on: the commune acts on it, and a card
  is made out to somebody. It is marked, and erased by itself when it has been over for the time that there
  is to appeal (`Rules.appeal_days`): were it erased the moment an officer closes it, closing early would
  take the appeal away, and nobody would hear the end. One that the household itself withdraws is erased
  within a minute.
- **The phone number** goes with the last request that needs it. Who comes back afterwards is somebody new.
- **PINs** of the phone, and codes issued for it, go at once: only shown amounts need them.
- **Reminders** are stopped at once, and nothing is kept of what somebody was reminded of.
- **Consents** keep which words were agreed to and when: the proof that we were allowed to ask. They point
  at a person without a number.
- **Notices** that were not sent are taken back; those on a request that goes on are not sent to Telegram
  any more, but by text where the household allowed texts.
- Nothing that was erased is found by a phone number, looked for as a duplicate, or opened again.
"""

from core.erasure.forgetting import Done, Forgetting
from core.erasure.plan import ErasurePlan, Fate, Item

__all__ = ["Done", "ErasurePlan", "Fate", "Forgetting", "Item"]
