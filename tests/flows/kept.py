"""What a draft store holds, opened with the keys: of secrets only what the present dialogue still needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from app.house import House
from core.sealing import Sealer
from flows.privacy import beside
from flows.state import State
from tests.flows.talks.homes import SECRETS

COLUMNS = {"ussd": "dialogue", "telegram": "chat", "draft": "draft"}
PRIVATE = beside("")
DRAWN = re.compile(r'[0-9a-f]{16,}|\d+:[\w-]{43}|"[\w-]{8}(\.\d+)?"')
"""Hashes, identities and tokens of buttons: any digits may stand in them."""
TYPED = re.compile("|".join(rf"(?<!\d){digits}(?!\d)" for digits in SECRETS.values()))


def assert_no_secret_is_kept(house: House, stored: Mapping[str, bytes]) -> None:
    """`stored`: every value, by its key."""
    opened = dict(_opened(house, stored))
    for key, text in opened.items():
        if not key.endswith(PRIVATE):
            assert not TYPED.search(DRAWN.sub("", text)), f"{key}: {text}"
            continue
        private, dialogue = json.loads(text), json.loads(opened[key.removesuffix(PRIVATE)])
        state = State.from_json(dialogue["state"])
        assert set(state.missing) == set(private), "what is private belongs to the present dialogue"
        scripts = house.services.scripts
        assert scripts.lives.kept(state.recalling(private)).private == private, f"not needed at {state.at}"


def _opened(house: House, stored: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    sealer = Sealer(house.ring)
    for key, blob in stored.items():
        kind = key.partition(":")[0]
        if kind in COLUMNS:
            column = "private" if key.endswith(PRIVATE) else COLUMNS[kind]
            yield key, sealer.open(blob, table="drafts", column=column, row=key).decode()
