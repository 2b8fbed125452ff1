import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from engine import intake
from engine.database import Database
from engine.inventory import receive
from engine.setup import install_retailer
from engine.store.decisions import order_detail
from rulesets.actions import DecideTogether
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, order, publish, rule

ROOT = Path(__file__).parents[3]
ACCEPT_FOR_EVER = """
import sys
from engine import intake
from engine.database import Database
from tests.engine.commit.world import NOW, order
database, run = Database(sys.argv[1]), sys.argv[2]
for number in range(100_000):
    document = order(("MUG", 1 + number % 3), ("TRAY", 1), external_id=f"{run}-{number}")
    print(intake.accept(database, document, NOW, "Web shop").order_id, flush=True)
"""
TICK_AND_DIE = """
import os, signal, sys
from engine import intake
from engine.database import Database
from engine.intake import jointly
from tests.engine.commit.test_crash import ITS_TIME
keep, kept = jointly.settle, []
def settle(*given):
    kept.append(keep(*given))
    if len(kept) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept[-1]
jointly.settle = settle
intake.tick(Database(sys.argv[1]), ITS_TIME)
"""
ITS_TIME = NOW + timedelta(minutes=15)


def test_what_was_accepted_is_whole_after_a_kill_at_any_moment(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/switchyard.db"
    _set_up(url)
    printed: list[str] = []
    for run, after in enumerate((0.06, 0.13, 0.21, 0.34)):
        printed += _killed(url, str(run), after)
    assert len(printed) > 12
    database = Database(url)
    with database.read() as session:
        check(session)
        for order_id in printed:
            found = order_detail(session, order_id)
            assert found is not None
            assert (found.row.status, len(found.decisions), len(found.shipments)) == ("routed", 1, 1)
            assert [event.type for event in found.events] == ["received", "routed", "allocated"]
            assert sum(line.quantity for line in found.shipments[0].lines) == found.order.units
    database.close()


def _set_up(url: str) -> None:
    database = Database(url)
    database.upgrade()
    with database.write() as session:
        install_retailer(session, RETAILER, LOCATIONS, TARIFF, PRODUCTS, NOW)
        receive(session, "ST", {"MUG": 1_000_000, "TRAY": 1_000_000}, NOW, "Mia")
    publish(database)
    database.close()


def _killed(url: str, run: str, after: float) -> list[str]:
    """The ids that a process printed, killed so many seconds after its first."""
    command = [sys.executable, "-c", ACCEPT_FOR_EVER, url, run]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    whole = (first + rest).rpartition("\n")[0]
    return whole.splitlines()


def test_a_joint_plan_that_is_killed_between_two_orders_is_made_again_for_the_rest(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/switchyard.db"
    _set_up(url)
    database = Database(url)
    together = DecideTogether(every_minutes=15)
    publish(database, rule("jointly", RuleKind.ROUTING, together, otherwise="backorder"))
    documents = [order(("MUG", 1), ("TRAY", 1), tags=["jointly"]) for _ in range(8)]
    ids = [intake.accept(database, one, NOW, "Web shop").order_id for one in documents]
    killed = subprocess.run([sys.executable, "-c", TICK_AND_DIE, url], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _statuses(database, ids) == {"routed": 2, "waiting": 6}
    assert len(intake.tick(database, ITS_TIME)) == 6
    assert _statuses(database, ids) == {"routed": 8}
    with database.read() as session:
        check(session)
    database.close()


def _statuses(database: Database, ids: list[str]) -> Counter[str]:
    with database.read() as session:
        found = [order_detail(session, order_id) for order_id in ids]
    return Counter(one.row.status for one in found if one is not None and len(one.shipments) <= 1)
