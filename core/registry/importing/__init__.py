"""Filling the registry's tables from files: `samnaeu import`, docs/importing.md."""

from core.registry.importing.importer import Importer, Outcome, Plan
from core.registry.importing.known_words import KnownWords
from core.registry.importing.reading import Refusal, WrongFile
from core.registry.importing.staging import Overtaken
from core.registry.kinds import Kind

__all__ = ["Importer", "Kind", "KnownWords", "Outcome", "Overtaken", "Plan", "Refusal", "WrongFile"]
