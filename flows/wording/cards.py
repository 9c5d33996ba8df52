"""How a card is said once the PIN was right: its last day, the level, who belongs to the home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import cast

from core.registry.household import Level, MemberRole
from flows.messages import N_
from flows.values import Json
from flows.wording.moments import LONGEST_DAYS, long_day
from flows.wording.programmes import SHOWN, programmes_chosen
from flows.wording.words import Words, said_as
from flows.wording.worst import these

_LEVELS = {
    Level.POOR_1: N_("Poor 1"),
    Level.POOR_2: N_("Poor 2"),
    Level.AT_RISK: N_("at-risk household"),
}
_ROLES = {
    MemberRole.HEAD: N_("head {count}"),
    MemberRole.SPOUSE: N_("spouse {count}"),
    MemberRole.CHILD: N_("children {count}"),
    MemberRole.PARENT: N_("parents {count}"),
    MemberRole.OTHER: N_("others {count}"),
}
_CARDS: list[Json] = [
    {
        "until": day,
        "level": level.value,
        "members": dict.fromkeys(MemberRole, 99),
        "programmes": [*SHOWN],
    }
    for day, level in product(LONGEST_DAYS, Level)
]
_LITTLE: Json = {"until": None, "level": None, "members": {}, "programmes": []}


@said_as("card_details", worst=these(None, _LITTLE, *_CARDS))
def card_details(words: Words, language: str, raw: Json) -> str:
    """A line each: `until` (ISO day), `level`. Nothing of the home once forgotten."""
    told = cast("dict[str, Json]", raw or _LITTLE)
    lines = [_until(words, language, told["until"]), _level(words, language, told["level"])]
    return "\n".join(filter(None, lines))


@said_as("card_members", worst=these(None, _LITTLE, *_CARDS))
def card_members(words: Words, language: str, raw: Json) -> str:
    """A line each: `members` (by role), `programmes`. Without either, that none is recorded."""
    told = cast("dict[str, Json]", raw or _LITTLE)
    lines = []
    members = cast("dict[str, int]", told["members"])
    if members:
        lines.append(_members(words, language, members))
    enrolled = programmes_chosen(words, language, told["programmes"])
    if enrolled:
        lines.append(words.say(language, N_("Programmes: {names}"), names=enrolled))
    return "\n".join(lines) or words.say(language, N_("Nothing of it is recorded."))


def _until(words: Words, language: str, until: Json) -> str:
    if not until:
        return words.say(language, N_("The last day of the card is not recorded."))
    day = long_day(language, date.fromisoformat(str(until)))
    return words.say(language, N_("Card: until {day}"), day=day)


def _level(words: Words, language: str, level: Json) -> str:
    if not level:
        return ""
    return words.say(language, N_("Level: {level}"), level=words.say(language, _LEVELS[Level(str(level))]))


def _members(words: Words, language: str, members: Mapping[str, int]) -> str:
    roles = (
        words.say(language, _ROLES[role], count=str(members[role])) for role in MemberRole if role in members
    )
    return words.say(
        language,
        N_("{total} people: {roles}"),
        total=str(sum(members.values())),
        roles=words.say(language, N_(", ")).join(roles),
    )
