"""The gettext catalogues: an English message id in, the words of a language out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

from flows.messages import uncontexted

LANGUAGES = ("km", "en")
"""The languages served, the one most households speak first."""
LATIN = "en"
"""The language that every phone and network carries: it is written in GSM-7 throughout."""
DOMAIN = "samnaeu"


class Catalogue:
    """The message catalogues of every language. A message without translation is said in English."""

    def __init__(self, translations: Mapping[str, GNUTranslations]) -> None:
        self._translations = translations

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """The compiled catalogues in `folder`. Raises FileNotFoundError where one was not compiled."""
        found = {}
        for language in LANGUAGES:
            with (folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as stream:
                found[language] = GNUTranslations(stream)
        return cls(found)

    @lru_cache(maxsize=4096)  # noqa: B019  one catalogue lives as long as the process
    def text(self, language: str, message: str) -> str:
        """`message` in `language`, U+200B marking where its lines may break."""
        said = self._translations[language].gettext(message)
        return uncontexted(message) if said == message else said
