"""In whose language something is said: in theirs, or in each before they chose one."""

from __future__ import annotations

from bot.turn import Speaker
from flows.wording import LANGUAGES, Words


def said_to(words: Words, speaker: Speaker, message: str, **parts: str) -> str:
    """A message to somebody; both wordings, a line each, to whom nobody knows yet."""
    tongues = (speaker.language,) if speaker.language else LANGUAGES
    return "\n".join(words.say(language, message, **parts) for language in tongues)
