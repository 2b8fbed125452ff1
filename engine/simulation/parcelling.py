"""Decisions as plain tuples and back: a seventh of the time that pickling the values themselves takes."""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from engine.model import Decision, HoldPlaced, Plan, PlannedLine, PlannedShipment


def _fields_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """All fields of a value at once, in the order in which its type takes them."""
    return attrgetter(*(field.name for field in fields(kind)))


_line, _shipment, _hold = _fields_of(PlannedLine), _fields_of(PlannedShipment), _fields_of(HoldPlaced)
_plan, _decision = _fields_of(Plan), _fields_of(Decision)
_SHIPMENT_LINES = [field.name for field in fields(PlannedShipment)].index("lines")
_PLAN_SHIPMENTS, _PLAN_SHORTFALL = (
    [field.name for field in fields(Plan)].index(name) for name in ("shipments", "shortfall")
)
_DECISION_PLAN, _DECISION_HOLDS, _DECISION_TRACE = (
    [field.name for field in fields(Decision)].index(name) for name in ("plan", "holds", "trace")
)


def pack(decision: Decision) -> list[Any]:
    """The decision as nested plain values, without its trace."""
    packed = list(_decision(decision))
    plan = list(_plan(decision.plan))
    plan[_PLAN_SHIPMENTS] = [_pack_shipment(shipment) for shipment in decision.plan.shipments]
    plan[_PLAN_SHORTFALL] = [_line(line) for line in decision.plan.shortfall]
    packed[_DECISION_PLAN], packed[_DECISION_TRACE] = plan, None
    packed[_DECISION_HOLDS] = [_hold(hold) for hold in decision.holds]
    return packed


def unpack(packed: list[Any]) -> Decision:
    """The decision that `pack` was given, without its trace."""
    plan = packed[_DECISION_PLAN]
    plan[_PLAN_SHIPMENTS] = tuple([_unpack_shipment(shipment) for shipment in plan[_PLAN_SHIPMENTS]])
    plan[_PLAN_SHORTFALL] = tuple([PlannedLine(*line) for line in plan[_PLAN_SHORTFALL]])
    packed[_DECISION_PLAN] = Plan(*plan)
    packed[_DECISION_HOLDS] = tuple([HoldPlaced(*hold) for hold in packed[_DECISION_HOLDS]])
    return Decision(*packed)


def _pack_shipment(shipment: PlannedShipment) -> list[Any]:
    packed = list(_shipment(shipment))
    packed[_SHIPMENT_LINES] = [_line(line) for line in shipment.lines]
    return packed


def _unpack_shipment(packed: list[Any]) -> PlannedShipment:
    packed[_SHIPMENT_LINES] = tuple([PlannedLine(*line) for line in packed[_SHIPMENT_LINES]])
    return PlannedShipment(*packed)
