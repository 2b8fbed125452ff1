"""Tariffs and orders for these tests, of which a test says only what matters to it."""

from dataclasses import replace
from typing import Any

from engine.candidate import Candidate
from engine.model import Surcharge, Tariff
from engine.situation import Situation
from tests.engine.decision.world import TARIFF, order, place, snapshot, state

TEXT = """[tariff]
name,Spring
currency,GBP
weights,g
distances,km
bands,50,150
volume divisor,5000

[prices]
service,up to,1,2,3
standard,1000,3.00,3.20,3.60
standard,5000,5.00,5.20,5.60
express,1000,7.00,7.20,

[services]
service,saturday,heavier,1,2,3
standard,no,parcels,2,2,3
express,yes,refused,1,1,

[surcharges]
name,for each,service,zone,when,weekdays,first,last,amount
Fuel,parcel,,,,,,,4.5%
Home,shipment,,,residential,,,,1.20
Large,unit,,,oversize,,,,3
Christmas,parcel,express,2,,sat sun,2026-11-20,2026-12-24,0.35

[zones]
from country,from postcode,to country,to postcode,zone
GB,,GB,BT,3
GB,CV,GB,B,1
"""
"""A tariff with everything in it."""


def candidate(
    tariff: Tariff, *lines: Any, services: tuple[str, ...] | None = None, **known: Any
) -> Candidate:
    """Coventry with the order, by this tariff."""
    coventry = state(place("COV"), {})
    seen = Situation(order(*lines or ("MUG",), **known), snapshot(coventry, tariff=tariff))
    return Candidate(seen, coventry, services=services)


def with_surcharges(*surcharges: Surcharge, **changes: Any) -> Tariff:
    """The tariff of the decision tests, with surcharges."""
    return replace(TARIFF, surcharges=surcharges, **changes)
