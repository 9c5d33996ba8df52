"""How large a simulation is: a month for `make month`, a few days for every run of the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.clocks import PROPOSED
from core.requests.states import State
from core.roles import Role

SUPERVISOR, PROVINCE = "supervisor", "province"


@dataclass(frozen=True)
class Post:
    """An officer's place. A lazy one takes requests and does nothing with them."""

    username: str
    role: Role
    area: str
    lazy: bool = False
    takes: int = 0


@dataclass(frozen=True)
class Plan:
    """`households` file on the first `filing` days; `card_days`: how long the ministry prints."""

    seed: int
    first: date
    days: int
    filing: int
    households: int
    posts: tuple[Post, ...]
    targets: Mapping[State, int]

    @property
    def communes(self) -> list[str]:
        """Where households live."""
        return sorted({post.area for post in self.posts if len(post.area) == 6})

    @property
    def calendar(self) -> list[date]:
        """Every day, those off too."""
        return [self.first + timedelta(days=n) for n in range(self.days)]


_ABOVE = (
    Post(SUPERVISOR, Role.SUPERVISOR, "1201"),
    Post(PROVINCE, Role.PDOP_REVIEWER, "12"),
)


def _commune(code: str, lazy: bool) -> tuple[Post, ...]:
    return (
        Post(f"first-{code}", Role.COMMUNE_OFFICER, code, takes=13),
        Post(f"second-{code}", Role.COMMUNE_OFFICER, code, lazy=lazy, takes=4 if lazy else 13),
        Post(f"chief-{code}", Role.COMMUNE_CHIEF, code),
    )


MONTH = Plan(
    seed=2026,
    first=date(2026, 11, 2),
    days=33,
    filing=26,
    households=2000,
    posts=(
        *_commune("120101", lazy=True),
        *_commune("120109", lazy=False),
        *_commune("120110", lazy=True),
        *_commune("120111", lazy=False),
        *_ABOVE,
    ),
    targets=PROPOSED,
)
"""2 November to 4 December 2026: Independence Day and the Water Festival lie in it."""

WEEK = Plan(
    seed=7,
    first=date(2026, 11, 4),
    days=11,
    filing=6,
    households=48,
    posts=(
        Post("busy", Role.COMMUNE_OFFICER, "120101", takes=7),
        Post("idle", Role.COMMUNE_OFFICER, "120101", lazy=True, takes=2),
        Post("chief", Role.COMMUNE_CHIEF, "120101"),
        Post("alone", Role.COMMUNE_OFFICER, "120109", lazy=True, takes=1),
        *_ABOVE,
    ),
    targets={state: max(1, days // 3) for state, days in PROPOSED.items()},
)
"""Eight working days around Independence Day, with short times, so that much is late."""
