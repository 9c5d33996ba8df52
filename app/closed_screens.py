"""Whether what is said of something closed fits one screen of every phone, as the door sets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from core.switches import BadMessage, Fault
from flows.context import Services
from flows.proving import CannotBeSet
from flows.proving.staged import staged
from flows.screen import Screen
from flows.script import CLOSED, Scripts
from flows.steps.step import Saying
from flows.values import Value
from ussd.proving import PhoneSetter

KIND = "closing_message"


def checked_on(services: Services) -> Callable[[Mapping[str, str]], None]:
    """What raises BadMessage for the first of the messages, by language, that one screen cannot hold."""
    setter = PhoneSetter(services.words)
    screens = list(_screens(services.scripts))

    def check(messages: Mapping[str, str]) -> None:
        shown = {"message": Value(KIND, {**messages})}
        for language in messages:
            if not all(_fits(setter, replace(screen, show=shown), language) for screen in screens):
                raise BadMessage(language, Fault.PAGES)

    return check


def _screens(scripts: Scripts) -> Iterator[Screen]:
    """Those that show the message; some have keys below it."""
    for step in scripts[CLOSED].steps.values():
        if isinstance(step, Saying) and any(show.kind == KIND for show in step.show.values()):
            screen = staged(scripts, step)
            if screen is not None:
                yield screen


def _fits(setter: PhoneSetter, screen: Screen, language: str) -> bool:
    try:
        return all(len(setter.sheets(screen, language, profile)) == 1 for profile in setter.profiles)
    except CannotBeSet:
        return False
