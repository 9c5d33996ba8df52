"""How a request that is no assessment is said: what it is for, as the kind's file tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from core.requests import kinds
from flows.messages import N_
from flows.values import Json
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
    "commune": lambda words, language: longest(words, language, "place"),
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
    fields = cast("dict[str, Json]", raw)
    kind = _KINDS[str(fields["kind"])]
    what = (
        programmes_chosen(words, language, fields["programmes"])
        if kind.asks_for(kinds.Ask.PROGRAMMES)
        else ""
    )
    about = matter(words, language, {"kind": kind.code, "matter": fields["matter"]})
    named = [kind.short.said(language), *filter(None, (what, about))]
    return "\n".join([place(words, language, fields["commune"]), words.say(language, N_(": ")).join(named)])


@said_as(
    "card_request_summary",
    *("commune", "whose", "kind", "programmes", "matter", "contact"),
    worst=combined(
        **_BRIEF,
        whose=these("own", "helped"),
        contact=these("call_and_text", "call_only", "none"),
    ),
)
def card_request_summary(words: Words, language: str, raw: Json) -> str:
    """What is about to be sent."""
    fields = cast("dict[str, Json]", raw)
    lines = [card_request_brief(words, language, raw), contact_said(words, language, fields["contact"])]
    if fields["whose"] == "helped":
        lines.insert(0, words.say(language, N_("For another home:")))
    return "\n".join(lines)
