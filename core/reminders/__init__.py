"""Reminders, for who asked for them: money came, money is about to lapse, a card is about to end.

- **Planned from the registry's port**, so over tables and DCI alike: of each person who asked, once a day, so
  many a minute. A registry that is away is asked again later; of one person all is known, or nothing is done.
- **Of each event once**: it is noted in the transaction that writes the notice, under a unique key, as a
  keyed hash. Several that are found together are one notice. What stood already when somebody asked for
  reminders is noted without one.
- **The text is the same for all**: phones are shared, and it must not tell of money or of a card. What is
  linked to HIV is taken out before anything is looked at (`core.disclosure.sifting`), and so causes none.
- **At decent hours** (`core.decent_hours`), on Telegram where the person has it, else by text where they said
  that texts to this phone are safe, else not at all.
- **Whose phone it is** is asked anew each day: one that stands for no household any more hears nothing.
- **Stopping counts at once**: what was not sent is taken back. Who is forgotten leaves nothing here.
"""

from core.reminders.events import Event, Times, events
from core.reminders.planning import Planner
from core.reminders.wishes import Reminders, Reminding

__all__ = ["Event", "Planner", "Reminders", "Reminding", "Times", "events"]
