"""How long a slow reader takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

KHMER = re.compile("[\u1780-\u17d3]")
LETTERS_A_WORD = 4.0
KEY_LINE = re.compile(r"^\d+\.", re.MULTILINE)
WORD = re.compile(r"[A-Za-z0-9][\w/:+'-]*", re.ASCII)


@dataclass(frozen=True)
class Pace:
    """Rates. `samnaeu flows check` takes those of reading, and the length of a call, as options.

    `words_a_minute` in Khmer: 45, the low end of Abadzi's benchmark for oral reading (World Bank, 2012).
    `english_words_a_minute`: 70, assumed: it is read by who learnt it at school, or with somebody's help.
    `network_seconds` between a key and the next screen: 2.5. `key_seconds`: 1 and `decision_seconds`: 2 are
    assumed too. `call_seconds`: 180, after which operators end a call (Africa's Talking, help centre).
    `hurry_seconds`: 100, after which a form asks for no more than it needs (SAMNAEU_SHORT_PATH_SECONDS).
    """

    words_a_minute: float = 45
    english_words_a_minute: float = 70
    network_seconds: float = 2.5
    key_seconds: float = 1
    decision_seconds: float = 2
    call_seconds: float = 180
    hurry_seconds: float = 100

    def seconds(self, language: str, pages: Sequence[str], keys: int) -> float:
        """To wait for these pages, turn and read them, decide, and press `keys` keys."""
        turning = (len(pages) - 1) * self.key_seconds
        rate = self.words_a_minute if language == "km" else self.english_words_a_minute
        reading = sum(words(page) for page in pages) * 60 / rate
        deciding = self.decision_seconds + keys * self.key_seconds if keys else 0
        return reading + len(pages) * self.network_seconds + turning + deciding


def words(text: str) -> float:
    """How many words a reader meets. The key before an option is half a word.

    Khmer writes no space between words: four letters, signs among them, are counted as one. That is what the
    drafted screens come to, whose words were counted one by one (mean error 1.3 of 12.5 words a screen).
    """
    keys = len(KEY_LINE.findall(text))
    body = KEY_LINE.sub("", text)
    return keys / 2 + len(KHMER.findall(body)) / LETTERS_A_WORD + len(WORD.findall(body))
