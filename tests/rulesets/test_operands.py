"""Written operands: what they become, and how a wrong one is refused."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.operands import compared_field, compared_operators, operand_value
from rulesets.operators import OPERATORS, Operand
from rulesets.scalars import WrongOperand
from rulesets.vocabulary import FIELDS
from tests.engine.exceptions.facts import Spot
from tests.rulesets.generated import operands

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC).astimezone(LONDON)


def _value(field: str, operator: str, written: Any, currency: str | None = "GBP") -> Any:
    return operand_value(FIELDS[field], OPERATORS[operator], written, LONDON, currency)


@pytest.mark.parametrize(
    ("field", "operator", "written", "compiled"),
    [
        ("order.total", "at_least", "300.00 GBP", 30_000),
        ("order.total", "between", ("1.50 GBP", "2 GBP"), (150, 200)),
        ("order.item_count", "is", 3, 3),
        ("order.weight", "less_than", 0.5, 0.5),
        ("order.channel", "one_of", ("web", "phone"), frozenset({"web", "phone"})),
        ("order.note", "is", "Straße", "strasse"),
        ("order.note", "contains", ("Gift", "VIP"), ("gift", "vip")),
        ("destination.postcode", "starts_with", ("BT",), ("bt",)),
        ("line.sku", "is", "85123A", "85123a"),
        ("order.tags", "has_any", ("VIP", "trade"), frozenset({"vip", "trade"})),
        ("order.tags", "count_at_least", 0, 0),
        ("order.gift", "is_yes", None, None),
        ("order.promised_at", "within_next", 48, 48),
        ("order.placed_at", "on_weekday", ("monday", "sunday"), frozenset({"monday", "sunday"})),
        ("now.at", "between_times", ("22:00", "06:30"), (time(22), time(6, 30))),
    ],
)
def test_an_operand_becomes_what_its_operator_tests(
    field: str, operator: str, written: Any, compiled: Any
) -> None:
    assert _value(field, operator, written) == compiled


def test_an_instant_comes_in_the_retailer_s_zone() -> None:
    at = _value("order.promised_at", "before", "2026-07-01T09:00:00+00:00")
    assert at.isoformat() == "2026-07-01T10:00:00+01:00"


@pytest.mark.parametrize(
    ("field", "operator", "written", "message", "remedy"),
    [
        (
            "order.total",
            "at_least",
            300,
            "“300” is not an amount of money.",
            "Write it with its currency, as in 300.00 GBP.",
        ),
        ("order.total", "at_least", True, "“true” is not an amount of money.", None),
        ("order.total", "at_least", "300", "“300” is not an amount of money.", None),
        (
            "order.total",
            "at_least",
            "300.00 EUR",
            "300.00 EUR is not in GBP, the currency of these rules.",
            None,
        ),
        ("order.total", "at_least", "300.00 XYZ", "“XYZ” is not a currency this program knows.", None),
        (
            "order.total",
            "at_least",
            "3.001 GBP",
            "“3.001 GBP” has more than 2 decimal places, too many for GBP.",
            None,
        ),
        ("order.total", "at_least", "٣.00 GBP", "“٣.00 GBP” is not an amount of money.", None),
        ("order.total", "at_least", None, "The value is missing.", "Give an amount of money."),
        (
            "order.total",
            "at_least",
            ("3.00 GBP",),
            "“is at least” takes one value, not several.",
            "Give one value.",
        ),
        (
            "order.total",
            "between",
            ("9.00 GBP", "2.00 GBP"),
            "The lower value 9.00 GBP is above the higher value 2.00 GBP.",
            "Exchange the two.",
        ),
        (
            "order.total",
            "between",
            "9.00 GBP",
            "“is between” takes two values.",
            "Give a list: the lower, then the higher.",
        ),
        ("order.item_count", "is", "3", "“3” is not a number.", "Give a number of units, without quotes."),
        ("order.item_count", "is", True, "“true” is not a number.", None),
        ("order.item_count", "is", float("nan"), "The number is too large.", None),
        ("order.item_count", "is", float("inf"), "The number is too large.", None),
        (
            "order.item_count",
            "is",
            10**400,
            "The number is too large.",
            "Give at most 1,000,000,000,000,000.",
        ),
        ("order.weight", "is", 1e-7, "1e-07 has too many decimals.", "Give at most 6 of them."),
        ("order.channel", "is", "webb", "“webb” is not a value of Channel.", "Did you mean web?"),
        ("order.channel", "is", "Web", "“Web” is not a value of Channel.", "Did you mean web?"),
        ("order.channel", "one_of", (), "The list is empty.", "Give one or more values."),
        ("order.channel", "one_of", "web", "“web” is not a list.", "Give one or more values as a list."),
        (
            "order.channel",
            "one_of",
            ("web", "web"),
            "“web” stands twice in the list; letter case is ignored.",
            "Take one of them away.",
        ),
        ("order.note", "is", 85123, "“85123” is not text.", "Put it in quotes: '85123'."),
        ("order.note", "is", " ", "The text is empty.", None),
        ("order.note", "is", " a", "Note “a” has blanks around it or signs that do not show.", None),
        (
            "order.note",
            "is",
            "a\u200bb",
            "Note “a\\u200bb” has blanks around it or signs that do not show.",
            None,
        ),
        ("order.note", "is", "x" * 201, "The text has 201 letters.", "Give at most 200."),
        ("order.note", "contains", ("A", "a"), "“a” stands twice in the list; letter case is ignored.", None),
        (
            "order.note",
            "contains",
            tuple(map(str, range(1001))),
            "The list has 1,001 values.",
            "Give at most 1,000.",
        ),
        ("order.note", "is_blank", "x", "“is blank” takes no value.", "Take “x” away."),
        ("order.gift", "is_yes", True, "“is yes” takes no value.", "Take “true” away."),
        (
            "order.promised_at",
            "before",
            "2026-12-01",
            "“2026-12-01” does not say how far its zone is from UTC.",
            None,
        ),
        (
            "order.promised_at",
            "before",
            "soon",
            "“soon” is not a date with a time.",
            "Write date, time and offset, as in '2026-12-01T09:00:00+00:00'.",
        ),
        ("order.promised_at", "before", "9999-12-31T23:59:59-12:00", "The year 9999 is too far away.", None),
        ("order.promised_at", "within_next", 0, "0 is not a possible number of hours.", None),
        (
            "order.promised_at",
            "within_next",
            "48",
            "“48” is not a number.",
            "Give a number of hours, as in 48, without quotes.",
        ),
        (
            "order.placed_at",
            "on_weekday",
            ("Monady",),
            "“Monady” is not a weekday.",
            "Did you mean monday or sunday?",
        ),
        (
            "now.at",
            "between_times",
            ("9:00", "17:00"),
            "“9:00” is not a time of day.",
            "Write it like '17:30', in quotes.",
        ),
        ("now.at", "between_times", ("09:00", "24:00"), "“24:00” is not a time of day.", None),
        ("now.at", "between_times", ("09:00",), "“is between the times” takes two times of day.", None),
        (
            "now.at",
            "between_times",
            ("09:00", "09:00"),
            "Both times are 09:00, and no time lies between them.",
            None,
        ),
        (
            "order.tags",
            "count_at_least",
            1.5,
            "“1.5” is not a count.",
            "Give a whole number from 0 to 1,000,000.",
        ),
        ("order.tags", "count_at_least", True, "“true” is not a count.", None),
        ("order.tags", "has_any", ("a", 5), "“5” is not text.", None),
    ],
)
def test_a_wrong_operand_is_refused_with_its_remedy(
    field: str, operator: str, written: Any, message: str, remedy: str | None
) -> None:
    with pytest.raises(WrongOperand) as refused:
        _value(field, operator, written)
    assert refused.value.message == message
    assert remedy is None or refused.value.remedy == remedy
    assert str(refused.value) == f"{message} {refused.value.remedy}"


def test_any_currency_is_taken_where_none_is_asked_for() -> None:
    assert _value("order.total", "is", "5 JPY", None) == 5


_PAIRS = [(field, operator) for field in FIELDS.values() for operator in field.operators]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_every_operator_can_test_what_its_operand_becomes(data: st.DataObject) -> None:
    field, operator = data.draw(st.sampled_from(_PAIRS))
    compiled = operand_value(field, operator, data.draw(operands(field, operator)), LONDON, "GBP")
    seen = {
        "number": 3,
        "money": 300,
        "text": "kent",
        "choice": "web",
        "reference": "cov",
        "set": frozenset({"gift"}),
        "instant": NOW,
        "place": Spot({}, {}, None),
        "yes_no": True,
    }[field.type]
    said = operator.test(seen, compiled, NOW)
    assert said in (True, False) or (said is None and operator.partial)


@pytest.mark.parametrize("operator", list(OPERATORS.values()), ids=list(OPERATORS))
def test_an_operator_takes_no_operand_exactly_when_it_says_so(operator: Any) -> None:
    field = next(field for field in FIELDS.values() if operator in field.operators)
    if operator.operand is Operand.NONE:
        assert operand_value(field, operator, None, LONDON) is None
    else:
        with pytest.raises(WrongOperand):
            operand_value(field, operator, None, LONDON)


def test_lines_are_counted_and_summed_by_the_operators_of_amounts() -> None:
    offered = [row.name for row in compared_operators(compared_field(None))]
    assert offered == ["is", "is_not", "less_than", "at_most", "more_than", "at_least", "between"]
    assert compared_operators(compared_field("line.value")) == compared_operators(compared_field(None))
    assert compared_operators(compared_field("line.sku")) == ()
