"""What one process has claimed to send goes back where the sending breaks, or is cut off by a stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

T = TypeVar("T")


@asynccontextmanager
async def claimed(
    claim: Awaitable[T | None], put_back: Callable[[], Awaitable[None]]
) -> AsyncIterator[T | None]:
    """What was claimed, None where another has it; put back when the block raises or is cancelled.

    Better twice than never: what was cut off may have gone.
    """
    claiming = asyncio.ensure_future(claim)
    try:
        yield await asyncio.shield(claiming)
    except BaseException:
        await asyncio.shield(_given_back(claiming, put_back))
        raise


async def _given_back(claiming: Awaitable[T | None], put_back: Callable[[], Awaitable[None]]) -> None:
    """A claim that was under way is waited for: only what is ours is put back."""
    if await claiming is not None:
        await put_back()
