"""Hypothesis strategies for the tests that live in rulesets."""

from hypothesis import strategies as st

from rulesets.problems import Place
from rulesets.reading.tests import read_test
from rulesets.ruletest import RuleTest

_codes = st.sampled_from(["COV", "LDS", "NO", "0123", "12:30"])
_skus = st.sampled_from(["MUG", "10002", "null", "2026-12-01", "é µ"])
_units = st.integers(0, 9) | st.fixed_dictionaries({"on_hand": st.integers(0, 9), "reserved": st.just(1)})
_figures = st.floats(0, 10_000, allow_nan=False) | st.integers(0, 90)
_instants = st.sampled_from(["2026-03-04T10:00:00+00:00", "2026-07-01T08:00:00.250000+00:00"])
_lines = st.fixed_dictionaries(
    {"sku": _skus, "quantity": st.integers(1, 5)},
    optional={"weight_g": st.none() | st.integers(1, 900), "tags": st.lists(_skus, max_size=2)},
)
_orders = st.fixed_dictionaries(
    {"lines": st.lists(_lines, max_size=3)},
    optional={
        "placed_at": _instants,
        "risk_score": _figures,
        "gift": st.none() | st.booleans(),
        "customer": st.fixed_dictionaries({"id": st.none() | _skus}),
        "destination": st.fixed_dictionaries({}, optional={"latitude": _figures, "postcode": _skus}),
    },
)
_places = st.fixed_dictionaries(
    {},
    optional={"accuracy": _figures, "fed_at": st.none() | _instants, "kind": st.just("store")},
)
_expected = st.fixed_dictionaries(
    {"outcome": st.sampled_from(["routed", "held"])}, optional={"tags": st.lists(_skus, max_size=2)}
)


@st.composite
def rule_tests(draw: st.DrawFn, name: str = "A test") -> RuleTest:
    """A valid test."""
    stock = draw(st.dictionaries(_codes, st.dictionaries(_skus, _units, max_size=2), min_size=1, max_size=3))
    told = {
        "name": name,
        "about": draw(st.sampled_from(["", "mine"])),
        "order": draw(_orders),
        "stock": stock,
    }
    told["places"] = {code: draw(_places) for code in stock}
    read = read_test({**told, "expect": draw(_expected)}, Place(), [])
    assert read is not None
    return read
