"""Every table of the engine."""

from engine.records.access import ApiKeyRecord
from engine.records.events import EventRecord, OrderExceptionRecord, OutboxRecord
from engine.records.orders import DecisionRecord, HoldRecord, OrderRecord, ShortfallRecord
from engine.records.reports import ReportRecord
from engine.records.saved import SavedOrderRecord
from engine.records.setup import LocationRecord, ProductRecord, RetailerRecord, TariffRecord
from engine.records.shipments import AllocationRecord, ShipmentRecord
from engine.records.simulations import SimulationChangeRecord, SimulationRecord
from engine.records.stock import (
    FeedRecord,
    IncomingRecord,
    MovementRecord,
    StockLevelRecord,
    SuspensionRecord,
)

__all__ = [
    "AllocationRecord",
    "ApiKeyRecord",
    "DecisionRecord",
    "EventRecord",
    "FeedRecord",
    "HoldRecord",
    "IncomingRecord",
    "LocationRecord",
    "MovementRecord",
    "OrderExceptionRecord",
    "OrderRecord",
    "OutboxRecord",
    "ProductRecord",
    "ReportRecord",
    "RetailerRecord",
    "SavedOrderRecord",
    "ShipmentRecord",
    "ShortfallRecord",
    "SimulationChangeRecord",
    "SimulationRecord",
    "StockLevelRecord",
    "SuspensionRecord",
    "TariffRecord",
]
