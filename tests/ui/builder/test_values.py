"""What is typed, as rules write it, and back."""

from typing import Any

import pytest

from rulesets.operators import FieldType
from rulesets.vocabulary import FIELDS, Field
from ui.builder import values

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("250", 250),
        ("2.5", 2.5),
        (" 1,250 ", 1250),
        ("−3", -3),
        ("2.0", 2),
        ("25,0O", "25,0O"),
        ("", ""),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1_000", "1_000"),
    ],
)
def test_reads_numbers_and_leaves_the_rest_as_typed(typed: str, written: Any) -> None:
    assert values.read_number(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("25", "25.00 GBP"),
        ("£1,250.5", "1250.50 GBP"),
        ("25.00 GBP", "25.00 GBP"),
        ("25,0O", "25,0O"),
        ("twenty", "twenty"),
        ("12.345", "12.345"),
    ],
)
def test_reads_amounts_and_leaves_the_rest_as_typed(typed: str, written: str) -> None:
    assert values.read_money(typed, "GBP") == written


@pytest.mark.parametrize("typed", ["25.00", "1,250.50", "0.00", "−4.50", "25,0O"])
def test_shows_an_amount_as_it_is_typed_again(typed: str) -> None:
    assert values.shown(values.read_money(typed, "GBP"), "money", LONDON) == typed


def test_takes_many_pasted_values_once_each() -> None:
    assert values.read_many("BT, IM\nJE;GY\tbt,, ") == ("BT", "IM", "JE", "GY")


def test_writes_times_with_the_offset_of_the_retailer() -> None:
    assert values.read_instant("2026-07-01T09:00", LONDON) == "2026-07-01T09:00:00+01:00"
    assert values.read_instant("2026-12-01T09:00", LONDON) == "2026-12-01T09:00:00+00:00"
    assert values.shown_instant("2026-07-01T08:00:00+00:00", LONDON) == "2026-07-01T09:00"
    assert values.read_instant("soon", LONDON) == "soon"


@pytest.mark.parametrize(
    ("before", "after", "value", "kept"),
    [
        ("at_least", "at_most", "5.00 GBP", "5.00 GBP"),
        ("at_least", "between", "5.00 GBP", ("5.00 GBP", "5.00 GBP")),
        ("between", "less_than", ("5.00 GBP", "9.00 GBP"), "5.00 GBP"),
        ("at_least", "is_known", "5.00 GBP", None),
        ("is_known", "at_least", None, "0.00 GBP"),
    ],
)
def test_keeps_what_fits_when_the_operator_changes(before: str, after: str, value: Any, kept: Any) -> None:
    field = FIELDS["order.total"]
    assert values.kept(field, before, after, value, (), "GBP") == kept


def test_keeps_one_value_as_the_first_of_a_list() -> None:
    field = FIELDS["destination.country"]
    assert values.kept(field, "is", "one_of", "GB", (), "GBP") == ("GB",)
    assert values.kept(field, "one_of", "is", ("GB", "IE"), (), "GBP") == "GB"
    assert values.kept(field, "is", "one_of", "", (), "GBP") == ()


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.path)
def test_every_operator_of_every_field_has_an_entry_and_a_beginning(field: Field) -> None:
    for operator in field.operators:
        kind = values.editor(field, operator.name)
        known = tuple(choice.value for choice in field.choices)
        begins = values.first_operand(field, operator.name, known, "GBP")
        assert (kind == "none") == (begins is None)
        if field.type is FieldType.MONEY and kind != "none":
            assert kind in ("money", "money_range")
