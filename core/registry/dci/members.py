"""How many members a group has, by role. Nobody's name, sex or age is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from core.phones import parse
from core.registry.dci.attributes import Attributes
from core.registry.dci.faults import Unusable
from core.registry.dci.fields import objects, text
from core.registry.household import MemberRole

MOST = 60

_HOLDERS = ("demographic_info", "group_head_info", "member_list")


def members(record: Mapping[str, Any]) -> dict[MemberRole, int]:
    """By `role` of a member, or what it is to the head; empty where no member is listed."""
    listed = list(objects(record.get("member_list")))
    if len(listed) > MOST:
        raise Unusable("record.too_long")
    counted = Counter(map(_role, listed))
    if listed and _head_apart(record, len(listed)) and not counted[MemberRole.HEAD]:
        counted[MemberRole.HEAD] = 1
    return {role: counted[role] for role in MemberRole if counted[role]}


def phones(record: Mapping[str, Any]) -> set[str]:
    """Every number, as E.164, that a group, its head or members, or a person is told to have."""
    return {parse(told) or told for told in _numbers(record)}


def _role(member: Mapping[str, Any]) -> MemberRole:
    told = Attributes(member).one("role") or _relation(member)
    word = text(told).lower()
    return MemberRole(word) if word in set(MemberRole) else MemberRole.OTHER


def _relation(member: Mapping[str, Any]) -> object:
    related = next(objects(member.get("related_person")), {})
    return related.get("relationship_type")


def _head_apart(record: Mapping[str, Any], listed: int) -> bool:
    """Whether the head stands beside the list: by the group's size, which counts everybody."""
    size = record.get("group_size")
    return isinstance(record.get("group_head_info"), dict) and isinstance(size, int) and size > listed


def _numbers(record: Mapping[str, Any], within: tuple[str, ...] = _HOLDERS) -> Iterator[str]:
    told = record.get("phone_number")
    yield from (text(each) for each in (told if isinstance(told, list) else [told]) if each)
    for name in within:
        for holder in objects(record.get(name)):
            yield from _numbers(holder, ("demographic_info",) if within is _HOLDERS else ())
