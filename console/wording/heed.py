"""What an act brings with it that its button does not say: told on the form, before it is done."""

from __future__ import annotations

from console.tongue import Tongue
from core.acts import Act
from core.officers import Officer
from core.requests.request import Request
from core.requests.states import State
from core.roles import Role
from flows.messages import N_

_DECIDES_NOT = N_(
    "Somebody else must then decide: another chief or your supervisor."
    " To decide yourself, hand it over before."
)
_FALLS_AWAY = N_("The day of the interview falls away. The household hears that there is news.")


def of(act: Act, request: Request, reader: Officer, _: Tongue) -> str:
    """One or two sentences; empty where there is nothing to heed."""
    if act is Act.INTERVIEWED and reader.role is Role.COMMUNE_CHIEF:
        return _(_DECIDES_NOT)
    if act is Act.HAND_BACK and request.state is State.INTERVIEW_SCHEDULED:
        return _(_FALLS_AWAY)
    return ""
