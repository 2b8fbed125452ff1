"""Killed while a closed location is answered for: what is left open is answered at the next start, once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from engine.database import Database
from engine.exceptions import resume
from engine.inventory import receive
from engine.store import exceptions
from tests.engine.commit.invariants import check
from tests.engine.commit.world import NOW
from tests.engine.exceptions.world import REROUTE, detail, open_shop, sends, sold

ROOT = Path(__file__).parents[3]
ORDERS = 25
CLOSE = """
import sys
from engine.database import Database
from engine.exceptions import report_event
from tests.engine.commit.world import NOW

database = Database(sys.argv[1])
closed = {"type": "location_closed", "location": "ST", "until": "2026-03-03T09:00:00Z", "external_id": "C-1"}
report_event(database, closed, NOW, "till 7")
"""


def test_what_a_kill_left_open_is_answered_once_at_the_next_start(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/switchyard.db")
    open_shop(database, REROUTE)
    with database.write() as session:
        for location in ("ST", "WH"):
            receive(session, location, {"MUG": ORDERS}, NOW, "test")
    orders = [sold(database) for _ in range(ORDERS)]
    process = subprocess.Popen([sys.executable, "-c", CLOSE, str(database.url)], cwd=ROOT)
    while not 0 < _left(database) < ORDERS and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = _left(database)
    assert 0 < left < ORDERS, "it was killed too early or too late to tell"
    assert sum(sends(database, order_id) == ("ST",) for order_id in orders) == left
    assert len(resume(database, NOW)) == left
    assert resume(database, NOW) == ()
    for order_id in orders:
        assert sends(database, order_id) == ("WH",)
        told = [one.type for one in detail(database, order_id).events]
        assert told.count("rule_applied") == told.count("action_taken") == 1
    with database.read() as session:
        check(session)
    database.close()


def _left(database: Database) -> int:
    with database.read() as session:
        return len(exceptions.open_reports(session))
