"""What is understood in a chat is taken as that: as on a phone, and in the language that was chosen there."""

from __future__ import annotations

import pytest

from app.house import House
from bot.screens import Said, typed_choice
from core.digits import fold_digits
from flows.screen import Choice, Kind, Screen, Texts
from flows.values import Value
from tests.bot.at_telegram import verified
from tests.servers.bot_api.people import User

pytestmark = pytest.mark.usefixtures("bot")

NOT_UNDERSTOOD = "Not understood."


def listed(label: Value) -> Screen:
    """A list with one item."""
    return Screen("my_request/list", Kind.PICK, Texts("Which one?"), choices=(Choice(None, label, "it"),))


def test_a_label_with_khmer_digits_may_be_typed(house: House) -> None:
    shown, say = listed(Value("place_name", "12010902")), Said(house.services.words, "km")
    assert say.label(shown.choices[0]) == "ភូមិ ២"
    assert typed_choice(shown, fold_digits("ភូមិ ២"), say) == "it"


def test_a_reference_may_be_typed_with_the_blanks_that_a_keyboard_has(house: House) -> None:
    shown = listed(Value("request_choice", {"reference": "123456114", "own": True, "kind": "lost_card"}))
    assert typed_choice(shown, "123 456 114 lost card", Said(house.services.words, "en")) == "it"


async def test_whoever_leafs_on_is_understood(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.taps("Choose from lists")
    await sokha.says("Gotham")
    await sokha.says("Metropolis")
    assert NOT_UNDERSTOOD in sokha.sees()
    await sokha.taps("Next ›")
    assert NOT_UNDERSTOOD not in sokha.sees()
    await sokha.says("Smallville")
    assert "Which province?" in sokha.sees(), "two misses in a row became three"


async def test_whoever_ticks_something_is_understood(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.taps("Ask for an IDPoor assessment")
    for line in ("120109", "Agree", "Call and text", "5", "99", "98"):
        await sokha.says(line)
    assert NOT_UNDERSTOOD in sokha.sees()
    await sokha.taps("☐ Pregnant")
    assert NOT_UNDERSTOOD not in sokha.sees()


async def test_the_language_chosen_at_the_menu_is_that_of_all_answers(sokha: User, house: House) -> None:
    await verified(sokha, house, "ខ្មែរ")
    await sokha.taps("English")
    assert "IDPoor, a free service" in sokha.sees()
    await sokha.sends_command("stop")
    assert "You get no more news here." in sokha.sees()
