"""What erasing somebody would do, to be told before it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.requests import filing, transitions
from core.requests.request import Request
from core.requests.states import State


class Fate(StrEnum):
    """What becomes of a request."""

    REMOVED = "removed"
    """It is over: what it tells of anybody goes."""
    WITHDRAWN = "withdrawn"
    """It is withdrawn, and then removed like one that is over."""
    KEPT = "kept"
    """It goes on, and is removed by itself when it is over."""


@dataclass(frozen=True)
class Item:
    """One request. `own` is False where it was filed for another household; `asked`: it was marked before."""

    request_id: str
    reference: str
    state: State
    own: bool
    commune: str
    fate: Fate
    asked: bool = False


@dataclass(frozen=True)
class ErasurePlan:
    """What would happen, request by request, newest first. `phone`: whether we know a number of theirs."""

    items: tuple[Item, ...]
    phone: bool

    @classmethod
    def of(cls, requests: Iterable[Request], phone: bool) -> ErasurePlan:
        """The plan for these requests, all of one person that are not erased yet."""
        return cls(tuple(map(_item, requests)), phone)

    def with_fate(self, fate: Fate) -> tuple[Item, ...]:
        """Those that it becomes of."""
        return tuple(item for item in self.items if item.fate is fate)

    @property
    def kept(self) -> tuple[Item, ...]:
        """What must be kept for now, to be named with its reference and state."""
        return self.with_fate(Fate.KEPT)

    @property
    def phone_goes(self) -> bool:
        """Whether the number goes at once; if not, with the last that is kept."""
        return self.phone and not self.kept

    @property
    def nothing_left(self) -> bool:
        """Whether all of it was done before."""
        return all(item.asked for item in self.items) and not self.phone_goes

    @property
    def told(self) -> str:
        """A word of 16 signs for just this plan: what `Forgetting.erase` takes from who agreed to it."""
        words = [f"{item.request_id} {item.state} {item.fate}" for item in self.items]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def _item(request: Request) -> Item:
    fate = _fate(request)
    return Item(
        request_id=request.id,
        reference=request.reference,
        state=request.state,
        own=request.own,
        commune=request.commune,
        fate=fate,
        asked=fate is Fate.KEPT and request.erasure_asked_at is not None,
    )


def _fate(request: Request) -> Fate:
    if request.ended:
        return Fate.REMOVED
    role = filing.actor_of(request.person_id, request.own).role
    rows = transitions.steps_from(request.state, role, request.life)
    may_withdraw = any(row.target is State.WITHDRAWN for row in rows)
    return Fate.WITHDRAWN if may_withdraw else Fate.KEPT
