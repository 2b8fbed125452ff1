"""Whatever happens, in whatever order: no unit is made or lost, and none is sold twice."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import intake, lifecycle
from engine.database import Database
from engine.intake import By
from engine.inventory import receive
from engine.refusals import Refused
from engine.setup import install_retailer
from engine.store import working
from engine.store.decisions import order_detail
from rulesets.actions import Hold, Split
from rulesets.model import RuleKind
from tests.engine.commit.invariants import check
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, order, publish, rule

SKUS, PLACES = st.sampled_from(["MUG", "TRAY"]), st.sampled_from(["ST", "WH"])
LINES = st.lists(st.tuples(SKUS, st.integers(1, 4)), min_size=1, max_size=3)
TAG = st.sampled_from(["", "hold", "part", "units"])
WHICH = st.integers(0, 7)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), LINES, TAG),
        st.tuples(st.just("receive"), PLACES, SKUS, st.integers(1, 5)),
        st.tuples(st.just("ship"), WHICH),
        st.tuples(st.just("reject"), WHICH, st.booleans()),
        st.tuples(st.just("cancel"), WHICH),
        st.tuples(st.just("whole"), WHICH),
        st.tuples(st.just("lift"), WHICH),
        st.tuples(
            st.just("tick"),
        ),
    ),
    max_size=14,
)
RULES = (
    rule("hold", RuleKind.HOLD, Hold(reason="Wait", owner="Nobody", lifts_after_minutes=5)),
    rule("part", RuleKind.ROUTING, otherwise="ship_and_backorder"),
    rule("units", RuleKind.SPLIT, Split(policy="none")),
)


class Shop:
    """Does the steps, and forgives what the program refuses: the check comes afterwards."""

    def __init__(self, database: Database) -> None:
        self.database, self.orders, self.now = database, list[str](), NOW

    def do(self, name: str, *arguments: Any) -> None:
        self.now += timedelta(minutes=2)
        with suppress(Refused):
            getattr(self, name)(*arguments)
        with self.database.read() as session:
            check(session)

    def accept(self, lines: list[tuple[str, int]], tag: str) -> None:
        document = order(*lines, tags=[tag] if tag else [])
        self.orders.append(intake.accept(self.database, document, self.now, "x").order_id)

    def receive(self, place: str, sku: str, units: int) -> None:
        intake.receive_stock(self.database, place, {sku: units}, self.now, "x")

    def ship(self, which: int) -> None:
        for shipment in self._open(which)[:1]:
            intake.ship(self.database, shipment, self.now, "x")

    def reject(self, which: int, reroute: bool) -> None:
        for shipment_id in self._open(which)[:1]:
            with self.database.write() as session:
                shipment, found = working.shipment(session, shipment_id)
                lifecycle.reject(session, shipment, By(self.now, "x"), "No")
                if reroute:
                    intake.decide_again_within(session, found.id, "Rerouted", By(self.now, "x"))

    def cancel(self, which: int) -> None:
        self._with(which, lambda id_: intake.cancel_order(self.database, id_, "Asked", self.now, "x"))

    def whole(self, which: int) -> None:
        self._with(
            which, lambda id_: intake.decide_again(self.database, id_, "All", self.now, "x", whole=True)
        )

    def lift(self, which: int) -> None:
        def lift(order_id: str) -> None:
            with self.database.read() as session:
                holds = working.open_holds(session, order_id)
            for hold in holds[:1]:
                intake.lift_hold(self.database, hold.id or 0, self.now, "x")

        self._with(which, lift)

    def tick(self) -> None:
        intake.tick(self.database, self.now)

    def _with(self, which: int, work: Callable[[str], object]) -> None:
        if self.orders:
            work(self.orders[which % len(self.orders)])

    def _open(self, which: int) -> list[int]:
        if not self.orders:
            return []
        with self.database.read() as session:
            found = order_detail(session, self.orders[which % len(self.orders)])
        return [one.id for one in found.shipments if one.status == "allocated"] if found else []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_units_are_conserved_whatever_happens(steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = _database(Path(folder))
        shop = Shop(database)
        for step in steps:
            shop.do(*step)
        database.close()


_template = list[bytes]()


def _database(folder: Path) -> Database:
    """A copy of one that was made once: making it takes longer than what is tested."""
    file = folder / "switchyard.db"
    if not _template:
        database = Database(f"sqlite:///{file}")
        database.upgrade()
        with database.write() as session:
            install_retailer(session, RETAILER, LOCATIONS, TARIFF, PRODUCTS, NOW)
            receive(session, "ST", {"MUG": 3, "TRAY": 2}, NOW, "x")
        publish(database, *RULES)
        database.close()
        _template.append(file.read_bytes())
    file.write_bytes(_template[0])
    return Database(f"sqlite:///{file}")
