"""Field and Choice: one thing that a condition may read, and one value that it may have."""

from dataclasses import dataclass

from rulesets.operators import FieldType, Operator, operators_for


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field: as stored, as a person reads it, and as a sentence says it ("" for
    the label in small letters)."""

    value: str
    label: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a condition may read. `always` says it is never missing. `said` is what a sentence
    begins with: of a yes or no the whole statement (`said_no` denies it), of a set what has the labels
    (`labelled` how: tagged, served by), of an order line's field the verb (`said_no` denies one without
    *is*), of all others the field's name. `refers_to` (reference fields) names the list its values come
    from: location, channel or sku; `missing_because` says, when it is not empty, why nothing can fill it
    now (shown greyed)."""

    path: str
    type: FieldType
    label: str
    said: str
    help: str
    source: str
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    said_no: str = ""
    labelled: str = "tagged"
    always: bool = False
    missing_because: str = ""

    @property
    def entity(self) -> str:
        """order, destination, customer, line, location, network, event or now."""
        return self.path.partition(".")[0]

    @property
    def operators(self) -> tuple[Operator, ...]:
        """The operators this field offers; one that is never missing is not asked whether it is."""
        return tuple(
            row
            for row in operators_for(self.type)
            if not (self.always and row.sees_missing) and (not row.only or self.path in row.only)
        )


DOCUMENT = "the order as the shop sent it"
THE_CUSTOMER = "the customer in the order as the shop sent it"
WORKED_OUT = "worked out when the order is decided"
STOCK = "the stock ledger"
SETUP = "the location's settings"
PRODUCTS = "the product list"
"""Words for `Field.source`: what fills the field."""
