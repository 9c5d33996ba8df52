"""How a request that is no assessment is said: what it is for, as the kind's file tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from core.requests import kinds
from flows.messages import N_
from flows.values import KEPT, Json
from flows.wording.earlier import kept_said, told_of
from flows.wording.places import place
from flows.wording.programmes import SHOWN, programmes_chosen
from flows.wording.requests import contact_said
from flows.wording.words import Words, said_as
from flows.wording.worst import Worst, combined, longest, these

_KINDS = kinds.load()
_MATTERS: list[Json] = [
    {"kind": code, "matter": matter.code} for code, kind in _KINDS.items() for matter in kind.matters
]
_BRIEF: Mapping[str, Worst] = {
    "commune": lambda words, language: [KEPT, *longest(words, language, "place")],
    "kind": these(*_KINDS),
    "programmes": these(None, [*SHOWN]),
    "matter": these(None, *sorted({str(cast("dict[str, Json]", each)["matter"]) for each in _MATTERS})),
}


@said_as("matter", "kind", "matter", worst=these(*_MATTERS))
def matter(words: Words, language: str, raw: Json) -> str:
    """What is wrong, in the words of the kind's file."""
    fields = cast("dict[str, Json]", raw)
    found = _KINDS[str(fields["kind"])].matter(str(fields["matter"]))
    return found.name.said(language) if found else ""


@said_as("card_request_brief", *("commune", "kind", "programmes", "matter"), worst=combined(**_BRIEF))
def card_request_brief(words: Words, language: str, raw: Json) -> str:
    """The place, and what is asked for, where there is little room."""
    return "\n".join([*_brief(words, language, told_of(raw)), *kept_said(words, language, raw)])


def _brief(words: Words, language: str, told: Mapping[str, Json]) -> list[str]:
    kind = _KINDS[str(told["kind"])]
    named = [kind.short.said(language)]
    if kind.asks_for(kinds.Ask.PROGRAMMES) and told["programmes"]:
        named.append(programmes_chosen(words, language, told["programmes"]))
    if about := matter(words, language, {"kind": kind.code, "matter": told["matter"]}):
        named.append(about)
    where = [place(words, language, told["commune"])] if told["commune"] else []
    return [*where, words.say(language, N_(": ")).join(named)]


@said_as(
    "card_request_summary",
    *("commune", "whose", "kind", "programmes", "matter", "contact"),
    worst=combined(
        **_BRIEF,
        whose=these("own", "helped"),
        contact=these("call_and_text", "call_only", "none", KEPT),
    ),
)
def card_request_summary(words: Words, language: str, raw: Json) -> str:
    """What is about to be sent."""
    told = told_of(raw)
    lines = [*_brief(words, language, told), *contact_said(words, language, told["contact"])]
    if told["whose"] == "helped":
        lines.insert(0, words.say(language, N_("For another home:")))
    return "\n".join([*lines, *kept_said(words, language, raw)])
