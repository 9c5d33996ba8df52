"""The service's own conversations pass every check: each screen, language and network, at worst.

`make slow` looks at every list that core may supply, `make test` at the longest and the shortest of each.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.proving import findings, proof_of
from flows.events import Item
from flows.proving import Proof
from flows.proving.seen import Seen
from flows.screen import Kind
from flows.wording import LANGUAGES
from ussd.proving import PROFILES


@pytest.fixture(
    scope="module", params=["the longest lists", pytest.param("all lists", marks=pytest.mark.slow)]
)
def proof(request: pytest.FixtureRequest) -> Proof:
    made = proof_of()
    if request.param == "the longest lists":
        vars(made)["_lists"] = {source: ends(made.lists(source)) for source in made.known.lists}
    return made


def ends(lists: Sequence[tuple[Item, ...]]) -> list[tuple[Item, ...]]:
    """The longest of them, and the shortest: by how many they hold, then by what those say."""
    return [max(lists, key=_size), min(lists, key=_size)]


def _size(items: tuple[Item, ...]) -> tuple[int, int]:
    return len(items), len(repr(items))


@pytest.mark.slow
def test_the_services_own_conversations_pass_every_check(proof: Proof) -> None:
    assert "\n".join(map(str, findings(proof))) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_looked_at_in_every_language(proof: Proof, language: str) -> None:
    looked_at = {seen.step.spot for seen in proof.seen if seen.language == language}
    assert looked_at == {step.spot for step in proof.saying()}


def test_every_page_fits_the_network_it_is_set_for(proof: Proof) -> None:
    assert {seen.profile for seen in proof.seen} == set(PROFILES)
    assert all(sheet.used <= sheet.limit for seen in proof.seen for sheet in seen.sheets)


def test_every_item_of_every_list_is_offered_once_with_a_key(proof: Proof) -> None:
    lists = [seen for seen in proof.seen if seen.screen.kind is Kind.PICK]
    assert lists
    for seen in lists:
        assert offered(seen) == [choice.value for choice in seen.screen.choices]


def offered(seen: Seen) -> list[str]:
    """What the keys printed on its pages mean, page by page."""
    return [value for sheet in seen.sheets for key, value in sheet.keys.items() if f"{key}." in sheet.text]


def test_whatever_takes_one_page_on_the_smallest_takes_one_on_every_network(proof: Proof) -> None:
    setter = proof.setter
    for seen in proof.seen[::97]:
        if seen.profile == setter.smallest and len(seen.sheets) == 1:
            for profile in PROFILES:
                assert len(setter.sheets(seen.screen, seen.language, profile)) == 1
