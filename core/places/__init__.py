"""Cambodia's provinces, districts, communes and villages: codes, names, what lies in what."""

from core.places.gazetteer import Gazetteer
from core.places.place import Kind, Level, Place

__all__ = ["Gazetteer", "Kind", "Level", "Place"]
