"""The values that decisions are made of: orders, locations, stock, snapshots, plans, decisions; frozen."""

from engine.model.decisions import (
    CandidateTrace,
    Decision,
    HoldPlaced,
    NodeTrace,
    Noted,
    Outcome,
    RuleTrace,
    Trace,
    Verdict,
)
from engine.model.orders import Customer, Destination, Order, OrderLine
from engine.model.places import Closure, Location, LocationState, Product, Retailer, Snapshot, StockLevel
from engine.model.plans import Mode, Plan, PlannedLine, PlannedShipment
from engine.model.tariff import Grams, Surcharge, Tariff, ZoneRow

__all__ = [
    "CandidateTrace",
    "Closure",
    "Customer",
    "Decision",
    "Destination",
    "Grams",
    "HoldPlaced",
    "Location",
    "LocationState",
    "Mode",
    "NodeTrace",
    "Noted",
    "Order",
    "OrderLine",
    "Outcome",
    "Plan",
    "PlannedLine",
    "PlannedShipment",
    "Product",
    "Retailer",
    "RuleTrace",
    "Snapshot",
    "StockLevel",
    "Surcharge",
    "Tariff",
    "Trace",
    "Verdict",
    "ZoneRow",
]
