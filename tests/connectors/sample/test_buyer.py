from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from connectors.sample.buyer import OPENING_WEEKS, Buyer, Policy, pack_of
from connectors.sample.demand import Sale, Week
from connectors.sample.products import describe, read_words
from connectors.sample.reference import Delivery, Run
from connectors.sample.retailer import shop
from engine.model import Destination

GOODS = {sku: describe(sku, "RED MUG", 250, read_words()) for sku in ("A", "B")}
LEEDS = Destination(country="GB", latitude=53.7965, longitude=-1.5478)
POLICY = Policy(floor_value=2500, launch_value=10_000)


def week(*orders: Mapping[str, int], web: bool = False, express: bool = False) -> Week:
    made = Week(sales=[Sale(web, express, LEEDS, units, units) for units in orders])
    for units in orders:
        made.units.update(units)
        made.largest = {sku: max(made.largest.get(sku, 0), units.get(sku, 0)) for sku in made.units}
        if web:
            made.web_units.update(units)
            made.web_lines.update(units.keys())
    return made


def run(*weeks: Week, policy: Policy = POLICY) -> Run:
    made = Run(weeks, GOODS, shop().locations, policy)
    made.run()
    return made


def at_warehouse(made: Run, number: int) -> dict[str, int]:
    return {row.sku: row.units for row in made.deliveries if row.week == number and row.location == "COV"}


def test_packs_are_smaller_the_dearer_the_product() -> None:
    prices = {price: pack_of(replace(GOODS["A"], unit_price=price)) for price in (99, 299, 799, 800)}
    assert prices == {99: 24, 299: 12, 799: 6, 800: 2}


def test_opens_with_a_share_of_the_first_weeks_sales_and_a_floor_in_whole_packs() -> None:
    made = run(week({"A": 100}), week({"A": 50}), week(), week(), week({"B": 5}))
    assert at_warehouse(made, 0) == {"A": 132}


def test_a_new_product_arrives_in_the_week_of_its_first_sale_by_its_price() -> None:
    made = run(*[week({"A": 12})] * OPENING_WEEKS, week({"A": 12, "B": 500}))
    assert at_warehouse(made, 4)["B"] == 48
    stores = [row for row in made.deliveries if row.sku == "B" and row.location != "COV"]
    assert sorted((row.week, row.location, row.units) for row in stores) == [
        (4, "BRS", 24),
        (4, "BTN", 24),
        (4, "LDS", 24),
    ]


def test_buys_up_to_its_level_when_the_books_fall_under_a_share_of_it() -> None:
    made = run(week({"A": 120}), week(), week())
    assert at_warehouse(made, 0) == {"A": 108}
    assert at_warehouse(made, 1) == {"A": 732}
    assert at_warehouse(made, 2) == {}


def test_what_was_sold_and_not_there_is_bought_with_it() -> None:
    quiet = [week({"A": 12})] * OPENING_WEEKS
    burst = run(*quiet, week({"A": 1200}), week())
    assert at_warehouse(burst, 4) == {}
    # (3 x 12 + 1200) / 4 a week, for 4 weeks, the largest order twice, and the 1,140 that are owed
    assert at_warehouse(burst, 5) == {"A": 1236 + 2400 + 1140}


amounts = st.dictionaries(st.sampled_from(("A", "B")), st.integers(1, 300), max_size=2)
later = st.lists(amounts, min_size=OPENING_WEEKS, max_size=9)


@given(later, later, st.integers(OPENING_WEEKS, 8))
def test_never_looks_ahead(one: list[dict[str, int]], other: list[dict[str, int]], same: int) -> None:
    start = [{"A": 10, "B": 10}, *one[:same]]
    first = bought([*start, *one[same:]])
    second = bought([*start, *other])
    known = len(start)
    assert known > OPENING_WEEKS
    assert [row for row in first if row.week <= known] == [row for row in second if row.week <= known]


def bought(orders: list[dict[str, int]]) -> list[Delivery]:
    return run(*[week(units, web=True) if units else week() for units in orders], week()).deliveries


def test_stores_are_filled_with_what_web_orders_ask_for() -> None:
    made = run(*[week({"A": 12}, web=True)] * 4, week({"B": 3}), week())
    opening = {(row.location, row.sku): row.units for row in made.deliveries if row.week == 0}
    assert opening["LDS", "A"] == opening["BRS", "A"] == opening["BTN", "A"] == 24
    assert ("LDS", "B") not in opening


def test_a_store_is_filled_up_again_when_half_is_gone() -> None:
    made = run(*[week({"A": 20}, web=True, express=True)] * 4, week())
    leeds = [(row.week, row.units) for row in made.deliveries if (row.location, row.sku) == ("LDS", "A")]
    assert leeds == [(0, 24), (1, 24), (2, 24), (3, 12), (4, 24)]


def test_an_express_web_order_leaves_from_the_nearest_place_that_has_it_all() -> None:
    made = run(*[week({"A": 20}, web=True, express=True)] * 4)
    assert (made.outcome.from_stores, made.outcome.short) == (4, 0)


def test_a_web_order_that_the_warehouse_lacks_is_completed_by_the_stores() -> None:
    poor = replace(POLICY, opening_share=0.0, floor_value=100, cover_weeks=0.0, peaks=0.0)
    made = run(week({"A": 40}, web=True), week(), week(), week(), policy=poor)
    outcome = made.outcome
    assert (outcome.short_web, outcome.short_web_completed_by_stores, outcome.short_web_waits) == (1, 1, 0)


def test_what_nobody_has_waits_for_the_next_receipts() -> None:
    made = run(week({"A": 12}), week({"A": 2400}), week(), week())
    got = sum(row.units for row in made.deliveries if (row.location, row.sku) == ("COV", "A"))
    assert made.outcome.short == 1
    assert made.on_hand("COV") == got - 2412


def test_no_unit_is_lost_or_made() -> None:
    made = run(*[week({"A": 30, "B": 7}, {"A": 5}, web=True)] * 6)
    sent = 6 * (30 + 7 + 5)
    there = sum(made.on_hand(code) for code in ("COV", "LDS", "BRS", "BTN"))
    assert there == sum(row.units for row in made.deliveries) - sent
    assert all(row.units > 0 for row in made.deliveries)


def test_an_empty_year_buys_nothing() -> None:
    assert Buyer([], GOODS).opening() == {}
    assert run().deliveries == []
