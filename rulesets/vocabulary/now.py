"""What a condition may read of the moment of the decision."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.model import Field

NOW: tuple[Field, ...] = (
    Field(
        "now.at",
        T.INSTANT,
        "Now",
        "the moment",
        "The moment of the decision, in the retailer’s zone.",
        "the clock",
        always=True,
    ),
    Field(
        "now.hour",
        T.NUMBER,
        "Hour of day",
        "the hour of day",
        "0 to 23, in the retailer’s zone.",
        "the clock",
        always=True,
    ),
    Field(
        "now.month",
        T.NUMBER,
        "Month",
        "the month",
        "1 to 12, in the retailer’s zone.",
        "the clock",
        always=True,
    ),
)
