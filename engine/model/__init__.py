"""The values that decisions are made of: orders, locations, stock, snapshots, plans, decisions; frozen."""

from engine.model.decisions import (
    CandidateTrace,
    Decision,
    HoldPlaced,
    NodeTrace,
    Outcome,
    RuleTrace,
    Trace,
    Verdict,
)
from engine.model.orders import Customer, Destination, Order, OrderLine
from engine.model.places import Location, LocationState, Product, Retailer, Snapshot, StockLevel, Tariff
from engine.model.plans import Mode, Plan, PlannedLine, PlannedShipment

__all__ = [
    "CandidateTrace",
    "Customer",
    "Decision",
    "Destination",
    "HoldPlaced",
    "Location",
    "LocationState",
    "Mode",
    "NodeTrace",
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
    "Tariff",
    "Trace",
    "Verdict",
]
