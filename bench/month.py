"""A month of four commune offices over HTTP, counted once more from what those who acted saw.

`python -m bench.month [--postgresql]`: 2,000 households dial, 12 officers and those above them open pages and
send forms, on a clock that is moved from hour to hour. Takes a quarter of an hour and more; tells what was
done, and ends with 1 where the service and the recount do not agree in a clock, a breach or the audit.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import structlog

from tests.month.compared import differences, kept
from tests.month.plan import MONTH, Plan
from tests.month.recount import Recount, recount_of
from tests.month.simulation import Month, month
from tests.servers.postgres import Databases, postgres_server


async def _lived(plan: Plan, url: str | None) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        async with month(plan, Path(folder), url) as lived:
            started = time.perf_counter()
            await lived.live(told=lambda day: print(day, len(lived.log.events), flush=True))
            seconds = time.perf_counter() - started
            recount = recount_of(lived.log, plan)
            found = await kept(lived)
            wrong = list(differences(found, recount))
    _tell(lived, recount, seconds)
    print(f"{len(found.chain)} audit entries in one chain, {len(found.heads)} daily heads")
    print("\n".join(wrong) or "service and recount agree in everything")
    return not wrong


def _tell(lived: Month, recount: Recount, seconds: float) -> None:
    log = lived.log
    print(f"{log.pages} pages and forms, {log.turns} turns of phones, {seconds:.0f} s")
    print("done:", dict(Counter(event.act for event in log.events).most_common()))
    print("refused:", dict(log.refused.most_common()))
    print("states at the end:", dict(Counter(one.state for one in recount.standings.values()).most_common()))
    print(
        f"lost by silence {recount.lapses}, evenings × late requests: supervisor {recount.breaches}, ", end=""
    )
    print(f"province {recount.escalations}")


async def _on_postgresql(plan: Plan) -> bool:
    async with AsyncExitStack() as stack:
        admin = await asyncio.to_thread(stack.enter_context, postgres_server())
        databases = Databases(admin)
        stack.push_async_callback(databases.close)
        url = await stack.enter_async_context(databases.lent())
        return await _lived(plan, url.render_as_string(hide_password=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    work = _on_postgresql(MONTH) if chosen.postgresql else _lived(MONTH, None)
    sys.exit(0 if asyncio.run(work) else 1)


if __name__ == "__main__":
    main()
