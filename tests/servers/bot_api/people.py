"""A person at the app: what they do (`hands`, `sharing`, `tapping`) and what they see (`eyes`)."""

from __future__ import annotations

from tests.servers.bot_api.eyes import Eyes
from tests.servers.bot_api.hands import Hands
from tests.servers.bot_api.sharing import Sharing
from tests.servers.bot_api.tapping import Tapping


class User(Tapping, Sharing, Hands, Eyes):
    """`user.chat` is their private chat with the bot."""
