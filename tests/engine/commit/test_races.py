import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.intake import Accepted
from engine.inventory import receive
from engine.model import StockLevel
from engine.setup import install_retailer
from engine.store.orders import OrderFilter, orders_page
from tests.engine.commit.invariants import check, counts
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, level, order, publish

Put = Callable[..., None]
THREADS = 20


def _all_at_once(works: list[Callable[[], Any]]) -> tuple[list[Any], list[Exception]]:
    start, results, errors = threading.Barrier(len(works)), list[Any](), list[Exception]()

    def run(work: Callable[[], Any]) -> None:
        start.wait()
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 every thread's error is asserted on
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, errors


def test_the_last_five_units_are_sold_five_times(shop: Database, stock: Put) -> None:
    stock("ST", MUG=3)
    stock("WH", MUG=2)
    documents = [order(("MUG", 1)) for _ in range(THREADS)]
    works = [lambda one=one: intake.accept(shop, one, NOW, "Web shop") for one in documents]
    results, errors = _all_at_once(works)
    assert errors == []
    outcomes = sorted(accepted.decision.outcome for accepted in results)
    assert outcomes == ["backordered"] * (THREADS - 5) + ["routed"] * 5
    with shop.read() as session:
        check(session)
        assert (level(session, "ST", "MUG"), level(session, "WH", "MUG")) == (
            StockLevel(3, 3),
            StockLevel(2, 2),
        )


def test_orders_that_share_goods_crosswise_never_lock_each_other_out(shop: Database, stock: Put) -> None:
    stock("ST", MUG=50, TRAY=50, LAMP=50)
    pairs = [(("MUG", 1), ("TRAY", 1)), (("TRAY", 1), ("LAMP", 1)), (("LAMP", 1), ("MUG", 1))]
    documents = [order(*pairs[number % 3]) for number in range(THREADS)]
    results, errors = _all_at_once(
        [lambda one=one: intake.accept(shop, one, NOW, "Web shop") for one in documents]
    )
    assert errors == []
    assert {accepted.decision.outcome for accepted in results} == {"routed"}
    with shop.read() as session:
        check(session)


def test_orders_for_different_goods_never_overfill_a_location(empty: Database) -> None:
    small = replace(LOCATIONS[1], capacity=4)
    with empty.write() as session:
        install_retailer(session, RETAILER, (small, LOCATIONS[0]), TARIFF, PRODUCTS, NOW)
        for code in ("ST", "WH"):
            receive(session, code, {"MUG": 99, "TRAY": 99, "LAMP": 99}, NOW, "Mia")
    publish(empty)
    documents = [order((("MUG", "TRAY", "LAMP")[number % 3], 1)) for number in range(12)]
    results, errors = _all_at_once(
        [lambda one=one: intake.accept(empty, one, NOW, "Web shop") for one in documents]
    )
    assert errors == []
    places = Counter(accepted.decision.plan.locations for accepted in results)
    assert places == {("ST",): 4, ("WH",): 8}


@pytest.mark.parametrize("units", [5, 0])
def test_the_same_order_from_many_at_once_is_one_order(shop: Database, stock: Put, units: int) -> None:
    # Without stock there is no row to lock, so only the order's own number stands between them.
    if units:
        stock("ST", MUG=units)
    document = order(("MUG", 1))
    results, errors = _all_at_once([lambda: intake.accept(shop, document, NOW, "Web shop")] * 8)
    assert errors == []
    accepted: list[Accepted] = results
    assert len({one.order_id for one in accepted}) == 1
    assert sorted(one.repeated for one in accepted) == [False] + [True] * 7
    with shop.read() as session:
        check(session)
        assert counts(session)["orders"] == 1


def test_counting_receiving_cancelling_and_selling_at_once_conserves_all_units(
    shop: Database, stock: Put
) -> None:
    stock("ST", MUG=10)
    sold = [intake.accept(shop, order(("MUG", 1)), NOW, "Web shop").order_id for _ in range(6)]
    works: list[Callable[[], Any]] = [lambda: intake.receive_stock(shop, "ST", {"MUG": 2}, NOW, "Mia")] * 4
    works += [lambda: intake.receive_stock(shop, "WH", {"MUG": 1}, NOW, "Mia")] * 4
    works += [lambda id_=id_: intake.cancel_order(shop, id_, "Asked", NOW, "Mia") for id_ in sold]
    works += [
        lambda one=one: intake.accept(shop, one, NOW, "x") for one in (order(("MUG", 2)) for _ in range(8))
    ]
    _, errors = _all_at_once(works)
    assert errors == []
    with shop.read() as session:
        check(session)
        assert level(session, "ST", "MUG").on_hand == 18
        assert level(session, "WH", "MUG").on_hand == 4
        cancelled = orders_page(session, OrderFilter(statuses=("cancelled",))).total
    assert cancelled == 6
