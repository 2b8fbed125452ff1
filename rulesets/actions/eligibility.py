"""What a routing rule may ask of a location, so that it may serve."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action
from rulesets.conditions import Group

Names = Annotated[tuple[str, ...], Arg(min_length=1)]


class Demand(Action):
    """What all demands on a location share. A hard one is never given up. A soft one is, when nothing else
    can serve: those with the lowest `relax` first."""

    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    relax: int | None = Arg(
        default=None,
        ge=1,
        le=20,
        title="May be given up",
        description="Leave empty when it must always hold. Otherwise its turn: 1 is given up first.",
        json_schema_extra={"advanced": True},
    )


class OnlyKinds(Demand):
    """Only locations of these kinds may serve."""

    label: ClassVar[str] = "Only these kinds of location"
    action: Literal["only_kinds"] = "only_kinds"
    kinds: Names = Arg(title="Kinds", json_schema_extra={"from": "location_kind"})


class NotKinds(Demand):
    """Locations of these kinds may not serve."""

    label: ClassVar[str] = "Not these kinds of location"
    action: Literal["not_kinds"] = "not_kinds"
    kinds: Names = Arg(title="Kinds", json_schema_extra={"from": "location_kind"})


class OnlyLocations(Demand):
    """Only these locations may serve."""

    label: ClassVar[str] = "Only these locations"
    action: Literal["only_locations"] = "only_locations"
    locations: Names = Arg(title="Locations", json_schema_extra={"from": "location"})


class NotLocations(Demand):
    """These locations may not serve."""

    label: ClassVar[str] = "Not these locations"
    action: Literal["not_locations"] = "not_locations"
    locations: Names = Arg(title="Locations", json_schema_extra={"from": "location"})


class OnlyGroups(Demand):
    """Only locations of these groups may serve."""

    label: ClassVar[str] = "Only these groups of locations"
    action: Literal["only_groups"] = "only_groups"
    groups: Names = Arg(title="Groups", json_schema_extra={"from": "location_group"})


class NotGroups(Demand):
    """Locations of these groups may not serve."""

    label: ClassVar[str] = "Not these groups of locations"
    action: Literal["not_groups"] = "not_groups"
    groups: Names = Arg(title="Groups", json_schema_extra={"from": "location_group"})


class WithinKm(Demand):
    """Only locations at most so far from the customer may serve; an unknown distance may not."""

    label: ClassVar[str] = "At most this far from the customer"
    action: Literal["within_km"] = "within_km"
    km: int = Arg(ge=1, le=20_000, title="Distance", json_schema_extra={"unit": "km"})


class SameCountry(Demand):
    """Only locations in the country of the destination may serve; an unknown country is in none."""

    label: ClassVar[str] = "In the customer’s country"
    action: Literal["same_country"] = "same_country"


class ByThePromise(Demand):
    """Only locations from which it arrives by the promised date may serve. An order without a promise asks
    nothing; an arrival that is not known is not in time."""

    label: ClassVar[str] = "Arrives by the promise"
    action: Literal["by_the_promise"] = "by_the_promise"
    days_late: int = Arg(
        default=0,
        ge=0,
        le=60,
        title="Days late at most",
        description="0 asks that the promise is kept.",
        json_schema_extra={"unit": "days"},
    )


class NotRejectedLately(Demand):
    """Only locations that rejected no shipment in the last hours may serve."""

    label: ClassVar[str] = "Did not reject a shipment lately"
    action: Literal["not_rejected_lately"] = "not_rejected_lately"
    hours: int = Arg(ge=1, le=8_760, title="In the last", json_schema_extra={"unit": "hours"})


class FreshFeed(Demand):
    """Only locations whose stock was reported lately may serve; one that never reported may not."""

    label: ClassVar[str] = "Stock reported lately"
    action: Literal["fresh_feed"] = "fresh_feed"
    minutes: int = Arg(ge=1, le=525_600, title="In the last", json_schema_extra={"unit": "minutes"})


class AccurateCounts(Demand):
    """Only locations whose counts are right often enough may serve; one that was never counted may not."""

    label: ClassVar[str] = "Stock counts right"
    action: Literal["accurate_counts"] = "accurate_counts"
    percent: int = Arg(ge=1, le=100, title="At least", json_schema_extra={"unit": "%"})


class KeepStock(Demand):
    """Leave stock of each SKU at the location, on top of its safety stock: so many units, so many percent of
    what is on hand, or what it sells in so many weeks (weekly sales that are not known keep nothing)."""

    label: ClassVar[str] = "Keep some stock back"
    action: Literal["keep_stock"] = "keep_stock"
    units: int = Arg(ge=1, le=100_000, title="Keep")
    of: Literal["units", "percent", "weeks"] = Arg(
        default="units", title="Counted in", description="Units, percent of the stock, or weeks of sales."
    )


class IgnoreCapacity(Action):
    """Locations whose capacity of today is used up may serve too."""

    label: ClassVar[str] = "Even when today’s capacity is used up"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["ignore_capacity"] = "ignore_capacity"


class Where(Demand):
    """Only locations of which these conditions hold may serve; unknown does not hold."""

    label: ClassVar[str] = "Only locations where…"
    action: Literal["where"] = "where"
    where: Group = Arg(title="Conditions on the location", json_schema_extra={"entity": "location"})


Eligibility = (
    OnlyKinds
    | NotKinds
    | OnlyLocations
    | NotLocations
    | OnlyGroups
    | NotGroups
    | WithinKm
    | SameCountry
    | ByThePromise
    | NotRejectedLately
    | FreshFeed
    | AccurateCounts
    | KeepStock
    | IgnoreCapacity
    | Where
)
