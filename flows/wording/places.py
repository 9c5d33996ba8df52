"""How places are said: a commune is a khum in a srok, a sangkat in a krong or khan."""

from __future__ import annotations

from collections import Counter
from functools import cache, reduce

from core.places import Gazetteer, Kind, Level, Place
from core.places.titles import VILLAGE_TITLES
from flows.messages import N_
from flows.values import Json
from flows.wording.words import Words, said_as
from flows.wording.worst import each_place, one_of_each_kind

_FULL = {
    Kind.KHUM: N_("{name} commune"),
    Kind.SANGKAT: N_("Sangkat {name}"),
}
_TITLED = {
    **_FULL,
    Kind.SROK: N_("{name} district"),
    Kind.KRONG: N_("{name} town"),
    Kind.KHAN: N_("Khan {name}"),
    Kind.PROVINCE: N_("{name} province"),
    Kind.PHUM: N_("{name} village"),
}
_WITHIN = N_("{commune}, {district}")
_OFFICE_WORD = {Kind.KHUM: N_("commune office"), Kind.SANGKAT: N_("sangkat office")}
_OFFICE = {Kind.KHUM: N_("{name} commune office"), Kind.SANGKAT: N_("Sangkat {name} office")}


def name(place: Place, language: str) -> str:
    """The bare name, as a list says it."""
    return place.km if language == "km" else place.en


@said_as("place_name", worst=each_place(*Level))
def place_name(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang"."""
    return name(_place(words, code), language)


@said_as("place", worst=each_place(Level.COMMUNE))
def place(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang commune"; a place that is no commune by its name alone."""
    return _formed(words, language, _place(words, code), _FULL)


@said_as("place_in_district", worst=each_place(Level.COMMUNE))
def place_in_district(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang commune, Mongkol Borei"."""
    commune = _place(words, code)
    district = words.places.parent(commune)
    said = _formed(words, language, commune, _FULL)
    if district is None:
        return said
    return words.say(language, _WITHIN, commune=said, district=name(district, language))


@said_as("place_among", worst=each_place(*Level))
def place_among(words: Words, language: str, code: Json) -> str:
    """ "Kokir commune, Kien Svay, Kandal": with the two that it lies in, to tell it from its namesakes.

    A village also with its province, where a district of another province is named like its own.
    """
    place = _place(words, code)
    titled = {} if _says_title(place, language) else _TITLED
    first = _formed(words, language, place, titled)
    around = [name(above, language) for above in _above(words, place)]
    if not set(around[1:2]) & _names_of_several_districts(words.places):
        around = around[:2]
    said = [first, *around]
    return reduce(lambda inner, outer: words.say(language, _WITHIN, commune=inner, district=outer), said)


@cache
def _names_of_several_districts(places: Gazetteer) -> set[str]:
    times = Counter(each for district in places.at(Level.DISTRICT) for each in {district.km, district.en})
    return {each for each, number in times.items() if number > 1}


def _says_title(place: Place, language: str) -> bool:
    """Whether the name has its title in it: "Phum Muoy" is the first village."""
    title = VILLAGE_TITLES if language == "km" else "Phum "
    return place.kind is Kind.PHUM and name(place, language).startswith(title)


def _above(words: Words, place: Place) -> list[Place]:
    found = []
    while above := words.places.parent(place):
        found.append(above)
        place = above
    return found


@said_as("which_district", worst=one_of_each_kind(Level.PROVINCE))
def which_district(words: Words, language: str, code: Json) -> str:
    """What a list of the districts of this province asks: the capital has khans."""
    khans = _place(words, code).kind is Kind.CAPITAL
    return words.say(language, N_("Which khan?") if khans else N_("Which district?"))


@said_as("which_commune", worst=one_of_each_kind(Level.DISTRICT))
def which_commune(words: Words, language: str, code: Json) -> str:
    """What a list of the communes of this district asks: a krong or a khan has sangkats."""
    khums = _place(words, code).kind is Kind.SROK
    return words.say(language, N_("Which commune?") if khums else N_("Which sangkat?"))


@said_as("office", worst=each_place(Level.COMMUNE))
def office(words: Words, language: str, code: Json) -> str:
    """ "Banteay Neang commune office"."""
    return _formed(words, language, _place(words, code), _OFFICE)


@said_as("office_word", worst=one_of_each_kind(Level.COMMUNE))
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
