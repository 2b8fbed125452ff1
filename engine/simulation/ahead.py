"""One side's decisions made in a second process, so that a simulation uses two cores: `Ahead` starts it and
hands its decisions out in order; `python -m engine.simulation.ahead` is that process.

Both processes let the same inputs happen in the same world, so they ask for the same decisions in the same
order; the ids that travel with the decisions prove it."""

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from typing import IO

from engine.database import Database
from engine.model import Decision, Order, Snapshot
from engine.needs import needs_in
from engine.simulation.events import touched
from engine.simulation.inputs import in_order_of_time
from engine.simulation.parcelling import pack, unpack
from engine.simulation.prepare import Prepared, compile_rules, prepare
from engine.simulation.world import World
from engine.store.simulations import Taken

DATABASE_URL = "DATABASE_URL"
WORTH_IT = 1_500
"""Orders from which on a second process saves more than its start costs."""


def pays(orders: int) -> bool:
    """Whether so many orders are worth a second process on this machine."""
    return orders >= WORTH_IT and (os.cpu_count() or 1) > 1


class EndedEarly(RuntimeError):
    """The other process ended before it had made every decision."""


class Ahead:
    """The other process; a context, at whose end it is over. `decide` gives its next decision."""

    def __init__(self, database: Database, job: Taken) -> None:
        url = database.url.render_as_string(hide_password=False)
        command = [sys.executable, "-m", "engine.simulation.ahead"]
        self._process = subprocess.Popen(  # noqa: S603 our own program
            [*command, str(job.base), job.starts_at.isoformat(), job.ends_at.isoformat()],
            stdout=subprocess.PIPE,
            env={**os.environ, DATABASE_URL: url},
        )

    def __enter__(self) -> "Ahead":
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def end(self) -> None:
        """Have it end now; whoever waits for a decision gets EndedEarly. Any thread may call it."""
        self._process.kill()

    def decide(self, order: Order, _snapshot: Snapshot) -> Decision:
        """What the other process decided of this order. Raises EndedEarly, RuntimeError when they differ."""
        if self._process.stdout is None:
            raise EndedEarly("The second process of the simulation has no output.")
        try:
            order_id, packed = pickle.load(self._process.stdout)  # noqa: S301 from our own process
        except (EOFError, pickle.UnpicklingError) as error:
            raise EndedEarly("The second process of the simulation ended before its time.") from error
        if order_id != order.id:
            raise RuntimeError(f"The two processes of the simulation differ at {order.id} and {order_id}.")
        return unpack(packed)


def decide_ahead(prepared: Prepared, out: IO[bytes]) -> None:
    """Let the span happen by the base rules alone, and write each decision as it is made."""
    decide = compile_rules(prepared.base)

    def written(order: Order, snapshot: Snapshot) -> Decision:
        decision = decide(order, snapshot)
        pickle.dump((order.id, pack(decision)), out, pickle.HIGHEST_PROTOCOL)
        return decision

    span = prepared.span
    world = World(span.setup, written, span.opening, needs_in(prepared.base))
    inputs = prepared.inputs
    for at, batch in in_order_of_time(inputs.orders, inputs.changes, inputs.wishes):
        for order_id, case in touched(world.take(at, batch)).items():
            if case.settled and order_id not in span.recalled:
                world.forget(order_id)
    world.until(span.end)


def main(arguments: list[str]) -> int:
    """`BASE FROM UNTIL`, the database in the environment; the decisions go to the output."""
    base, starts, ends = arguments
    span = (datetime.fromisoformat(starts), datetime.fromisoformat(ends))
    database = Database(os.environ[DATABASE_URL])
    with suppress(BrokenPipeError):  # whoever asked is gone: there is nobody to tell
        decide_ahead(prepare(database, int(base), int(base), *span), sys.stdout.buffer)
        sys.stdout.flush()
        return 0
    os._exit(1)  # the usual way out would flush into the closed pipe again


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
