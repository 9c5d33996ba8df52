"""The figures: what is counted, and that no label can grow without end."""

from __future__ import annotations

import asyncio

from prometheus_client import REGISTRY

from app.metrics import Metrics
from ussd.counts import ENDINGS, TURNS, Counts


async def shown(metrics: Metrics) -> list[str]:
    """The lines that Prometheus would read."""
    return (await metrics.exposition()).decode().splitlines()


async def test_the_door_counts_turns_and_ends_of_sessions() -> None:
    metrics = Metrics()
    counts: Counts = metrics
    for outcome in TURNS:
        counts.turn(outcome)
    counts.ending("Success")

    lines = await shown(metrics)
    assert all(f'samnaeu_ussd_turns_total{{outcome="{outcome}"}} 1.0' in lines for outcome in TURNS)
    assert 'samnaeu_ussd_endings_total{status="Success"} 1.0' in lines


async def test_made_up_values_share_one_label() -> None:
    metrics = Metrics()
    for number in range(50):
        metrics.turn(f"outcome {number}")
        metrics.ending(f"status {number}")
        metrics.error(f"library.module_{number}")

    lines = [line for line in await shown(metrics) if "_total{" in line]
    assert sorted(lines) == [
        'samnaeu_errors_total{logger="library"} 50.0',
        'samnaeu_ussd_endings_total{status="other"} 50.0',
        'samnaeu_ussd_turns_total{outcome="other"} 50.0',
    ]
    assert "other" in ENDINGS


async def test_answers_are_timed_by_route() -> None:
    metrics = Metrics()
    metrics.answered("/ussd/{gateway}/{secret}", 200, 0.3)
    metrics.answered("/ussd/{gateway}/{secret}", 204, 0.3)

    lines = await shown(metrics)
    assert 'samnaeu_http_seconds_count{route="/ussd/{gateway}/{secret}",status="2xx"} 2.0' in lines


async def test_a_tally_is_asked_at_each_scrape() -> None:
    metrics, waiting = Metrics(), {"queued": 2, "assigned": 1}

    async def by_state() -> dict[str, int]:
        return waiting

    metrics.tally("requests", "Requests by state.", "state", by_state)
    assert 'samnaeu_requests{state="assigned"} 1.0' in await shown(metrics)

    del waiting["assigned"]
    lines = await shown(metrics)
    assert 'samnaeu_requests{state="queued"} 2.0' in lines
    assert not any("assigned" in line for line in lines)


async def test_a_tally_may_have_several_labels() -> None:
    metrics = Metrics()

    async def by_step() -> dict[tuple[str, ...], int]:
        return {("menu/main", "km"): 25}

    metrics.tally("steps", "Screens by step.", ("step", "language"), by_step)
    assert 'samnaeu_steps{language="km",step="menu/main"} 25.0' in await shown(metrics)


async def test_a_tally_that_fails_or_hangs_leaves_the_rest_readable() -> None:
    metrics = Metrics(tally_seconds=0.01)

    async def fails() -> dict[str, int]:
        raise OSError

    async def hangs() -> dict[str, int]:
        await asyncio.Event().wait()
        return {}

    metrics.tally("broken", "Broken.", "state", fails)
    metrics.tally("slow", "Slow.", "state", hangs)
    metrics.turn("answered")

    lines = await shown(metrics)
    assert 'samnaeu_ussd_turns_total{outcome="answered"} 1.0' in lines
    assert not any(line.startswith(("samnaeu_broken{", "samnaeu_slow{")) for line in lines)


def test_the_figures_of_two_services_in_one_process_do_not_mix() -> None:
    Metrics()
    Metrics()
    assert not any(name.startswith("samnaeu") for name in REGISTRY._names_to_collectors)
