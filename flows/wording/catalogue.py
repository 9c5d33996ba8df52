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


class NotCompiled(Exception):
    """A language has no compiled catalogue; as text, where it should be, and the mend."""


class Catalogue:
    """The message catalogues of every language. A message without translation is said in English."""

    def __init__(self, translations: Mapping[str, GNUTranslations]) -> None:
        self._translations = translations

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """The compiled catalogues in `folder`. Raises NotCompiled."""
        found = {}
        for language in LANGUAGES:
            path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
            if not path.is_file():
                raise NotCompiled(f"{path}: no such file; run `make compile`, or name another folder")
            with path.open("rb") as stream:
                found[language] = GNUTranslations(stream)
        return cls(found)

    @lru_cache(maxsize=4096)  # noqa: B019  one catalogue lives as long as the process
    def text(self, language: str, message: str) -> str:
        """`message` in `language`, U+200B marking where its lines may break."""
        said = self._translations[language].gettext(message)
        return uncontexted(message) if said == message else said
