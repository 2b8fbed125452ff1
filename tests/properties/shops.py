"""Hypothesis strategies for shops that often can serve: few SKUs, open locations, some stock."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from engine.model import LocationState, Order, OrderLine, Snapshot
from rulesets.actions import (
    ByThePromise,
    Demand,
    FreshFeed,
    KeepStock,
    NotGroups,
    NotKinds,
    NotLocations,
    NotRejectedLately,
    OnlyKinds,
    SameCountry,
    Split,
    WithinKm,
)
from rulesets.model import OTHERWISE_WORDS, Rule, RuleKind, Ruleset
from tests.engine.decision import world
from tests.rulesets.generated import eligibility, ranks, splits
from tests.rulesets.generated_actions import ways

SKUS = ("MUG", "TRAY", "VASE")
CODES = ("BRS", "COV", "LDS")
POSITIONS: dict[str, dict[str, Any]] = {
    "BRS": {"kind": "store", "group": "south"},
    "COV": {"kind": "warehouse", "group": None},
    "LDS": {"kind": "store", "group": "north"},
}

Case = tuple[Order, Snapshot, Ruleset]
turns = st.none() | st.integers(1, 3)
often_met = st.one_of(
    st.builds(OnlyKinds, kinds=st.just(("store", "warehouse")), relax=turns),
    st.builds(NotKinds, kinds=st.just(("supplier",)), relax=turns),
    st.builds(NotLocations, locations=st.sampled_from(CODES).map(lambda code: (code,)), relax=turns),
    st.builds(NotGroups, groups=st.just(("south",)), relax=turns),
    st.builds(WithinKm, km=st.sampled_from([60, 120, 400]), relax=turns),
    st.builds(SameCountry, relax=turns),
    st.builds(ByThePromise, days_late=st.integers(0, 2), relax=turns),
    st.builds(NotRejectedLately, hours=st.sampled_from([24, 48]), relax=turns),
    st.builds(FreshFeed, minutes=st.sampled_from([60, 120]), relax=turns),
    st.builds(
        KeepStock, units=st.integers(1, 3), of=st.sampled_from(("units", "percent", "weeks")), relax=turns
    ),
)
demand = often_met | often_met | eligibility.filter(lambda action: isinstance(action, Demand))
demands = st.lists(demand, max_size=3)
some_demands = st.lists(demand, min_size=1, max_size=3)
lenient = st.builds(
    Split, policy=st.sampled_from(["units", "whole_lines"]), review_above=st.none() | st.just(2)
)
some = st.integers(0, 3).map(lambda number: number < 3)
seldom = st.integers(0, 7).map(lambda number: number == 7)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """One to four lines of up to four units, some of them to be collected."""
    count = draw(st.integers(1, 4))
    lines = [_line(draw, number) for number in range(1, count + 1)]
    collected = draw(seldom)
    promised = draw(st.none() | st.integers(1, 6).map(lambda days: world.NOW + timedelta(days=days)))
    return world.order(
        *lines,
        placed_at=world.NOW - timedelta(hours=draw(st.integers(0, 60))),
        type="pickup" if collected else "ship",
        pickup_at=draw(st.sampled_from(CODES)),
        promised_at=promised,
    )


def _line(draw: st.DrawFn, number: int) -> OrderLine:
    return world.line(
        number,
        draw(st.sampled_from(SKUS)),
        draw(st.integers(1, 4)),
        weight_g=draw(st.sampled_from([200, 900, 4000, None])),
        fragile=draw(st.none() | st.booleans()),
        preorder=draw(st.none() | st.booleans()),
        ship_group=draw(st.none() | st.sampled_from(["tea", "gift"])),
    )


@st.composite
def _states(draw: st.DrawFn, code: str) -> LocationState:
    place = replace(
        world.place(code),
        **POSITIONS[code],
        capacity=draw(st.none() | st.integers(1, 12)),
        unit_capacity=draw(st.none() | st.integers(8, 40)),
        safety_stock=draw(st.integers(0, 1)),
        safety_percent=draw(st.sampled_from([0.0, 12.5])),
        safety_weeks=draw(st.sampled_from([0.0, 1.5])),
        can_ship=not draw(seldom),
        can_hand_over=draw(some),
        feed_limit=draw(st.none() | st.just(120)),
    )
    return world.state(
        place,
        {sku: draw(st.integers(0, 6)) for sku in SKUS},
        used_today=draw(st.integers(0, 6)),
        units_today=draw(st.integers(0, 20)),
        suspended=frozenset({"VASE"}) if draw(seldom) else frozenset(),
        rejected=draw(seldom),
        rejected_at=draw(st.none() | st.just(world.NOW - timedelta(hours=30))),
        rejection_rate=draw(st.none() | st.sampled_from([1.0, 8.5])),
        accuracy=draw(st.none() | st.sampled_from([91.0, 97.5])),
        weekly_sales={"MUG": draw(st.sampled_from([0.5, 2.0]))},
        fed_at=world.NOW - timedelta(minutes=draw(st.sampled_from([5, 5, 95, 500]))),
    )


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Two or three locations now."""
    codes = CODES if draw(some) else CODES[:2]
    return world.snapshot(*[draw(_states(code)) for code in codes], together=draw(some))


@st.composite
def _routing(draw: st.DrawFn, number: int) -> Rule:
    default = number == 0
    asked = draw(demands)
    way = (draw(ways),) if draw(seldom) else ()
    words = [word for word in OTHERWISE_WORDS if not (default and word == "next_rule")]
    otherwise = draw(st.sampled_from(words))
    return Rule(
        id=f"route-{number}",
        name=f"Route {number}",
        kind=RuleKind.ROUTING,
        default=default,
        when=None if default else {"match": "all"},
        then=(*way, *asked, *draw(ranks())),
        otherwise=otherwise,
        retry_minutes=30 if otherwise == "retry" else None,
    )


@st.composite
def rulesets(draw: st.DrawFn) -> Ruleset:
    """One or two routing rules and how orders may be split."""
    routing = [draw(_routing(number)) for number in ((1, 0) if draw(some) else (0,))]
    split = world.rule("split", "split-by", draw(lenient | lenient | splits))
    return world.ruleset(*routing, split)


cases: st.SearchStrategy[Case] = st.tuples(orders(), snapshots(), rulesets())
