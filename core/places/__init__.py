"""Cambodia's provinces, districts, communes and villages: codes, names, what lies in what."""

from core.places.gazetteer import Gazetteer
from core.places.parts_of_names import named_with
from core.places.place import Kind, Level, Place
from core.places.searching import Found, surest

__all__ = ["Found", "Gazetteer", "Kind", "Level", "Place", "named_with", "surest"]
