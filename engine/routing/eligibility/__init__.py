"""Which locations may serve. Each eligibility action has a class; one more is a class and a line here."""

from collections.abc import Callable
from typing import Any

from engine.routing.eligibility.always import ruled_out
from engine.routing.eligibility.by_the_promise import ArrivesByThePromise
from engine.routing.eligibility.groups import NotTheseGroups, OnlyTheseGroups
from engine.routing.eligibility.keep_stock import SomeStaysThere
from engine.routing.eligibility.kinds import NotTheseKinds, OnlyTheseKinds
from engine.routing.eligibility.locations import NotTheseLocations, OnlyTheseLocations
from engine.routing.eligibility.model import Demand
from engine.routing.eligibility.reliable import CountsAreRight, NoRejectionLately, StockReportedLately
from engine.routing.eligibility.same_country import InTheSameCountry
from engine.routing.eligibility.where import OnlyWhere
from engine.routing.eligibility.within_km import AtMostThisFar
from rulesets.actions import (
    AccurateCounts,
    ByThePromise,
    FreshFeed,
    KeepStock,
    NotGroups,
    NotKinds,
    NotLocations,
    NotRejectedLately,
    OnlyGroups,
    OnlyKinds,
    OnlyLocations,
    SameCountry,
    WithinKm,
)
from rulesets.actions.model import Action

__all__ = ["DEMANDS", "Demand", "OnlyWhere", "ruled_out"]

DEMANDS: dict[type[Action], Callable[[Any], Demand]] = {
    OnlyKinds: OnlyTheseKinds,
    NotKinds: NotTheseKinds,
    OnlyLocations: OnlyTheseLocations,
    NotLocations: NotTheseLocations,
    OnlyGroups: OnlyTheseGroups,
    NotGroups: NotTheseGroups,
    WithinKm: AtMostThisFar,
    SameCountry: InTheSameCountry,
    ByThePromise: ArrivesByThePromise,
    NotRejectedLately: NoRejectionLately,
    FreshFeed: StockReportedLately,
    AccurateCounts: CountsAreRight,
    KeepStock: SomeStaysThere,
}
"""Eligibility actions -> what asks locations for them; `where` is made by the compiler (`OnlyWhere`).
`ignore_capacity` asks nothing: it changes the way in which locations are asked."""
