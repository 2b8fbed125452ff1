"""What goes on by itself while the program serves: simulations, holds that are due, reports left open."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from engine import intake
from engine.database import Database
from engine.exceptions import resume
from engine.simulation.worker import ensure_worker

TICK_SECONDS = 5.0

log = logging.getLogger("switchyard.upkeep")


@asynccontextmanager
async def upkeep(database: Database, url: str) -> AsyncIterator[None]:
    """Run the worker and the clock's work until the block ends."""
    worker = await asyncio.to_thread(ensure_worker, url)
    ticking = asyncio.create_task(_tick(database))
    try:
        yield
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await asyncio.to_thread(worker.stop)


async def _tick(database: Database) -> None:
    while True:
        for work in (intake.tick, resume):
            await _try(database, work)
        await asyncio.sleep(TICK_SECONDS)


async def _try(database: Database, work: Callable[[Database, datetime], object]) -> None:
    """What fails now is tried again at the next tick; the log says why it failed."""
    try:
        await asyncio.to_thread(work, database, datetime.now(UTC))
    except Exception:
        log.exception("The work of the clock failed; it is tried again in %s s", TICK_SECONDS)
