"""What a condition may read of the moment of the decision."""

from rulesets.operators import FieldType as T
from rulesets.vocabulary.model import WORKED_OUT, Field

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
    Field(
        "now.holiday",
        T.YES_NO,
        "Public holiday",
        "today is a public holiday",
        "In the retailer’s country.",
        "the calendar",
        said_no="today is not a public holiday",
    ),
    Field(
        "now.kpi",
        T.NUMBER,
        "A KPI",
        "the KPI",
        "A KPI over a window.",
        WORKED_OUT,
        missing_because="KPIs are worked out for reports, not while an order is decided.",
    ),
    Field(
        "now.connector_lag",
        T.NUMBER,
        "Connector’s lag",
        "the connector’s lag",
        "How far a connector is behind.",
        WORKED_OUT,
        unit="minutes",
        missing_because="Connectors do not report how far they are behind yet.",
    ),
    Field(
        "now.connector_errors",
        T.NUMBER,
        "Connector’s error rate",
        "the connector’s error rate",
        "How many of a connector’s calls fail.",
        WORKED_OUT,
        unit="%",
        missing_because="Connectors do not report their errors yet.",
    ),
)
