"""Which locations may serve. Each eligibility action has a class; one more is a file and a line here."""

from collections.abc import Callable
from typing import Any

from engine.routing.eligibility.always import may_serve, ruled_out
from engine.routing.eligibility.keep_stock import SomeStaysThere
from engine.routing.eligibility.locations import NotTheseLocations, OnlyTheseLocations
from engine.routing.eligibility.model import Demand
from engine.routing.eligibility.only_kinds import OnlyTheseKinds
from engine.routing.eligibility.where import OnlyWhere
from engine.routing.eligibility.within_km import AtMostThisFar
from rulesets.actions import KeepStock, NotLocations, OnlyKinds, OnlyLocations, WithinKm
from rulesets.actions.model import Action

__all__ = ["DEMANDS", "Demand", "OnlyWhere", "may_serve", "ruled_out"]

DEMANDS: dict[type[Action], Callable[[Any], Demand]] = {
    OnlyKinds: OnlyTheseKinds,
    OnlyLocations: OnlyTheseLocations,
    NotLocations: NotTheseLocations,
    WithinKm: AtMostThisFar,
    KeepStock: SomeStaysThere,
}
"""Eligibility actions -> what asks locations for them; `where` is made by the compiler (`OnlyWhere`)."""
