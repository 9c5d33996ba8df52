"""How places are said: a commune is a khum in a srok, a sangkat in a krong or khan."""

from __future__ import annotations

from core.places import Kind, Place
from flows.messages import N_
from flows.values import Json
from flows.wording.words import Words, said_as

_FULL = {
    Kind.KHUM: N_("{name} commune"),
    Kind.SANGKAT: N_("Sangkat {name}"),
}
_OFFICE_WORD = {Kind.KHUM: N_("commune office"), Kind.SANGKAT: N_("sangkat office")}
_OFFICE = {Kind.KHUM: N_("{name} commune office"), Kind.SANGKAT: N_("Sangkat {name} office")}


def name(place: Place, language: str) -> str:
    """The bare name, as a list says it."""
    return place.km if language == "km" else place.en


@said_as("place_name")
def place_name(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang"."""
    return name(_place(words, code), language)


@said_as("place")
def place(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang commune"; a place that is no commune by its name alone."""
    return _formed(words, language, _place(words, code), _FULL)


@said_as("place_in_district")
def place_in_district(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang commune, Mongkol Borei"."""
    commune = _place(words, code)
    district = words.places.parent(commune)
    said = _formed(words, language, commune, _FULL)
    if district is None:
        return said
    form = N_("{commune}, {district}")
    return words.say(language, form, commune=said, district=name(district, language))


@said_as("office")
def office(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang commune office"."""
    return _formed(words, language, _place(words, code), _OFFICE)


@said_as("office_word")
def office_word(words: Words, language: str, code: Json) -> str:
    """ "commune office", without a name."""
    return words.say(language, _OFFICE_WORD[_place(words, code).kind])


def _formed(words: Words, language: str, place: Place, forms: dict[Kind, str]) -> str:
    bare = name(place, language)
    form = forms.get(place.kind)
    return words.say(language, form, name=bare) if form else bare


def _place(words: Words, code: Json) -> Place:
    found = words.places.get(str(code))
    if found is None:
        raise LookupError(f"no place {code!r}: core hands out codes of the gazetteer only")
    return found
