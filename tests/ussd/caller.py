"""A phone that calls the door directly, and remembers what a gateway would: the session and its inputs."""

from __future__ import annotations

from dataclasses import dataclass, field

from core import chance
from core.digits import fold_digits
from ussd.dial import Dial, Reply
from ussd.door import Door

GATEWAY = "africastalking"
SERVICE_CODE = "*384*2026#"
ATHENA = "99999"
"""The network of the gateway's sandbox."""


class NoCounts:
    """Counts nothing."""

    def turn(self, outcome: str) -> None:
        return None

    def ending(self, status: str) -> None:
        return None


@dataclass
class Caller:
    """Somebody's phone. `tokens`: what was pressed in the session under way."""

    door: Door
    number: str = "+85512345678"
    network: str = ATHENA
    session: str = ""
    tokens: tuple[str, ...] = ()
    screen: str = ""
    final: bool = False
    replies: list[tuple[tuple[str, ...], Reply]] = field(default_factory=list)
    """Every turn of the session, with its reply."""

    async def dial(self, *deep: str) -> str:
        """A new session; `deep`: what stands behind the service code (`*384*2026*120109#`)."""
        self.session, self.tokens, self.replies, self.final = f"ATUid_{chance.identifier()}", deep, [], False
        return await self._turn()

    async def press(self, *keys: str) -> str:
        """One key after the other, each a turn; returns the last screen."""
        for key in keys:
            assert not self.final, f"the session is over: {self.screen!r}"
            self.tokens += (key,)
            await self._turn()
        return self.screen

    async def press_at_once(self, *keys: str) -> str:
        """Keys that reach the gateway's callback together."""
        self.tokens += keys
        return await self._turn()

    async def post(self, tokens: tuple[str, ...]) -> Reply:
        """A request of this session with any transcript; the phone itself sees nothing of it."""
        return await self.door.answer(self.dialled(tokens))

    def dialled(self, tokens: tuple[str, ...], service_code: str = SERVICE_CODE) -> Dial:
        """What the gateway would tell."""
        return Dial(GATEWAY, self.session, self.number, self.network, service_code, tokens)

    def key_of(self, label: str) -> str:
        """The key that the screen shows before `label`."""
        for line in self.screen.splitlines():
            key, dot, said = line.partition(".")
            if dot and said == label:
                return fold_digits(key)
        raise AssertionError(f"no {label!r} on {self.screen!r}")

    async def choose(self, *labels: str) -> str:
        """Press the keys of these labels, leafing on where the page shows them not."""
        for label in labels:
            while f".{label}" not in self.screen:
                await self.press(self.key_of("Next"))
            await self.press(self.key_of(label))
        return self.screen

    async def _turn(self) -> str:
        reply = await self.post(self.tokens)
        self.replies.append((self.tokens, reply))
        self.screen, self.final = reply.text, reply.final
        return self.screen
