"""What a routing rule may ask of a location, so that it may serve."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field as Arg

from rulesets.actions.model import Action
from rulesets.conditions import Group

Names = Annotated[tuple[str, ...], Arg(min_length=1)]


class OnlyKinds(Action):
    """Only locations of these kinds may serve."""

    label: ClassVar[str] = "Only these kinds of location"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["only_kinds"] = "only_kinds"
    kinds: Names = Arg(title="Kinds", json_schema_extra={"from": "location_kind"})


class OnlyLocations(Action):
    """Only these locations may serve."""

    label: ClassVar[str] = "Only these locations"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["only_locations"] = "only_locations"
    locations: Names = Arg(title="Locations", json_schema_extra={"from": "location"})


class NotLocations(Action):
    """These locations may not serve."""

    label: ClassVar[str] = "Not these locations"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["not_locations"] = "not_locations"
    locations: Names = Arg(title="Locations", json_schema_extra={"from": "location"})


class WithinKm(Action):
    """Only locations at most so far from the customer may serve; an unknown distance may not."""

    label: ClassVar[str] = "At most this far from the customer"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["within_km"] = "within_km"
    km: int = Arg(ge=1, le=20_000, title="Distance", json_schema_extra={"unit": "km"})


class KeepStock(Action):
    """Leave so many units of each SKU at the location, on top of its safety stock."""

    label: ClassVar[str] = "Keep some stock back"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["keep_stock"] = "keep_stock"
    units: int = Arg(ge=1, le=100_000, title="Units of each SKU", json_schema_extra={"unit": "units"})


class Where(Action):
    """Only locations of which these conditions hold may serve; unknown does not hold."""

    label: ClassVar[str] = "Only locations where…"
    rule_kinds: ClassVar[tuple[str, ...]] = ("routing",)
    action: Literal["where"] = "where"
    where: Group = Arg(title="Conditions on the location", json_schema_extra={"entity": "location"})


Eligibility = OnlyKinds | OnlyLocations | NotLocations | WithinKm | KeepStock | Where
