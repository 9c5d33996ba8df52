"""One request as an officer's chat shows it: where it stands, and what a button can do to it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.message import Button, Message, column
from bot.officers import phrases
from bot.officers.tongue import Tongue
from bot.officers.touch import Deed, Touch
from core.acts import Act
from core.dossiers import Dossier
from core.officers import Officer
from core.requests.request import Request
from core.requests.states import State

_WAITING = ("await_", "none")


def touch(deed: Deed, request: Request, extra: str = "") -> str:
    """What a button on this request, as it is, carries."""
    return Touch(deed, request.reference, request.version, extra).data


def page_button(_: Tongue, url: str) -> tuple[Button, ...]:
    """That opens the request on the officers' page, where the address of that is known."""
    return (Button(_(phrases.OPEN_PAGE), url=url),) if url else ()


def list_button(_: Tongue) -> Button:
    """Back to the list."""
    return Button(_(phrases.SEE_LIST), Touch(Deed.WORK).data)


def takes(dossier: Dossier) -> bool:
    """Whether a button may take it: not out of turn, which needs a reason in writing."""
    return Act.TAKE in dossier.acts and not dossier.out_of_turn


def schedules(dossier: Dossier) -> bool:
    """Whether buttons may set the interview: not where it was set before, which needs a reason in writing."""
    return Act.SCHEDULE in dossier.acts - dossier.asks_why


def hands_back(dossier: Dossier, officer: Officer) -> bool:
    """Whether it is theirs to hand back."""
    return Act.HAND_BACK in dossier.acts and dossier.request.holder == officer.id


def case_message(dossier: Dossier, officer: Officer, _: Tongue, url: str) -> Message:
    """How it stands, and what they may do."""
    deeds = tuple(_deeds(dossier, officer, _))
    lines = list(_lines(dossier, _))
    if not deeds and not dossier.next_step.startswith(_WAITING):
        lines.append(_(phrases.ON_THE_PAGE))
    if dossier.out_of_turn:
        lines.append(_(phrases.FIRST_OTHERS))
    return Message("\n".join(lines), column(*deeds, *page_button(_, url), list_button(_)))


def _lines(dossier: Dossier, _: Tongue) -> Iterator[str]:
    request = dossier.request
    yield _(
        phrases.REQUEST,
        reference=_.reference(request),
        commune=_.commune(request.commune),
        state=_.state(request),
    )
    if request.interview and request.state is State.INTERVIEW_SCHEDULED:
        yield _(phrases.INTERVIEW, when=_.moment(request.interview.at))
    if request.late:
        yield _(phrases.IS_LATE)


def _deeds(dossier: Dossier, officer: Officer, _: Tongue) -> Iterator[Button]:
    request = dossier.request
    if takes(dossier):
        yield Button(_(phrases.TAKE), touch(Deed.TAKE, request))
    if schedules(dossier):
        yield Button(_(phrases.SET), touch(Deed.DAYS, request))
    if hands_back(dossier, officer):
        yield Button(_(phrases.HAND_BACK), touch(Deed.BACK, request))
