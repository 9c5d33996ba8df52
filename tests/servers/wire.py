"""A wire to a server that a test can cut, or leave hanging."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Wire:
    """A TCP relay on the loopback."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.port = 0

    async def mend(self) -> None:
        """Carry again, at the same port as before."""
        self._flowing.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Break every connection and take no new one."""
        server, self._server = self._server, None
        if server:
            server.close()
        for writer in self._writers:
            writer.transport.abort()

    def hang(self) -> None:
        """Hold back the server's replies from now on, until mended."""
        self._flowing.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self._target)
        self._writers |= {writer, far_writer}
        with suppress(OSError):
            await asyncio.gather(
                self._relay(reader, far_writer), self._relay(far_reader, writer, self._flowing)
            )

    async def _relay(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flowing: asyncio.Event | None = None
    ) -> None:
        while data := await reader.read(65_536):
            if flowing:
                await flowing.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def wire(host: str, port: int) -> AsyncIterator[Wire]:
    """A wire that carries."""
    relay = Wire(host, port)
    await relay.mend()
    try:
        yield relay
    finally:
        await relay.cut()
