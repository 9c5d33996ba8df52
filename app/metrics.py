"""What the service counts about itself, for Prometheus. Labels have few values, none about a person."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import version
from typing import Any

import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.counts import UPDATES
from ussd.counts import ENDINGS, TURNS

Tally = Callable[[], Awaitable[Mapping[Any, int]]]
"""Asked at each scrape: how many of what."""

OTHER = "other"
TALLY_SECONDS = 2.0
CONTENT_TYPE = CONTENT_TYPE_LATEST

_OURS = frozenset({"app", "bot", "console", "core", "flows", "locales", "samnaeu", "ussd"})
# Seconds. DESIGN.md, "The USSD door": 1 s at the 99th percentile, 5 s always.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_RELEASE = version("samnaeu")

disable_created_metrics()  # type: ignore[no-untyped-call]  # half of the lines, read by nobody

log = structlog.get_logger(__name__)


class Metrics:
    """The figures of one process, in a registry of their own. Serves as the doors' `Counts`."""

    def __init__(self, tally_seconds: float = TALLY_SECONDS) -> None:
        self.registry = CollectorRegistry()
        self._tally_seconds = tally_seconds
        self._tallies: list[tuple[Gauge, str, Tally]] = []
        self._turns = self._counter("ussd_turns", "Turns of USSD sessions, by how they went.", "outcome")
        self._endings = self._counter(
            "ussd_endings", "Ends of USSD sessions, as gateways told them.", "status"
        )
        self._updates = self._counter("telegram_updates", "Updates of Telegram, by how they went.", "outcome")
        self._errors = self._counter("errors", "Errors logged, by the part that logged them.", "logger")
        self._answers = Histogram(
            "samnaeu_http_seconds",
            "Time to answer an HTTP request, by route and class of status.",
            ["route", "status"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        Info("samnaeu", "The release.", registry=self.registry).info({"version": _RELEASE})
        ProcessCollector(registry=self.registry)

    def turn(self, outcome: str) -> None:
        """One request of a gateway, by one of `ussd.counts.TURNS`."""
        self._turns.labels(outcome if outcome in TURNS else OTHER).inc()

    def ending(self, status: str) -> None:
        """One end-of-session event, by one of `ussd.counts.ENDINGS`."""
        self._endings.labels(status if status in ENDINGS else OTHER).inc()

    def update(self, outcome: str) -> None:
        """One update of Telegram, by one of `bot.counts.UPDATES`."""
        self._updates.labels(outcome if outcome in UPDATES else OTHER).inc()

    def answered(self, route: str, status: int, seconds: float) -> None:
        """One HTTP request; `route` is a template, of which there are few."""
        self._answers.labels(route, f"{status // 100}xx").observe(seconds)

    def error(self, logger: str) -> None:
        """One error that was logged."""
        part = logger.partition(".")[0]
        self._errors.labels(logger if part in _OURS else part).inc()

    def tally(self, name: str, about: str, label: str | tuple[str, ...], ask: Tally) -> None:
        """Show, at each scrape, what `ask` then says, by one label or by a tuple of them.

        What cannot be told in time is left out.
        """
        labels = (label,) if isinstance(label, str) else label
        gauge = Gauge(f"samnaeu_{name}", about, labels, registry=self.registry)
        self._tallies.append((gauge, name, ask))

    async def exposition(self) -> bytes:
        """The figures of now, in Prometheus' text format."""
        await asyncio.gather(*(self._ask(*tally) for tally in self._tallies))
        return generate_latest(self.registry)

    async def _ask(self, gauge: Gauge, name: str, ask: Tally) -> None:
        try:
            async with asyncio.timeout(self._tally_seconds):
                counted = await ask()
        except Exception:
            log.exception("metrics.tally_failed", part=name)
            counted = {}
        gauge.clear()
        for value, count in counted.items():
            gauge.labels(*(value if isinstance(value, tuple) else (value,))).set(count)

    def _counter(self, name: str, about: str, label: str) -> Counter:
        return Counter(f"samnaeu_{name}", about, [label], registry=self.registry)
