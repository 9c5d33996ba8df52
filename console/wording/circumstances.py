"""Who heads a household and what hit it lately, in words."""

from __future__ import annotations

from core.requests.circumstances import HeadSex, Shock
from flows.messages import N_

HEADS = {
    HeadSex.WOMAN: N_("a woman"),
    HeadSex.MAN: N_("a man"),
    HeadSex.NOT_SAID: N_("not said"),
}
HEADED = {
    HeadSex.WOMAN: N_("headed by a woman"),
    HeadSex.MAN: N_("headed by a man"),
    HeadSex.NOT_SAID: N_("head: not said"),
}
"""The same as the heading of a column."""
SHOCKS = {
    Shock.FLOOD: N_("flood"),
    Shock.DROUGHT: N_("drought"),
    Shock.STORM: N_("storm"),
    Shock.ILLNESS_OR_DEATH: N_("illness or death"),
    Shock.LOSS_OF_WORK: N_("loss of work"),
    Shock.OTHER: N_("another shock"),
    Shock.NONE: N_("no shock"),
    Shock.NOT_ASKED: N_("not asked"),
}
HEAD = N_("Head of the household")
SHOCK = N_("A shock that hit the home lately")
