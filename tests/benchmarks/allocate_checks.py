"""Is a plan allowed, and as good as the best? Worked out from the plan itself, against CP-SAT's values."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.allocation import Criterion, Policy
from engine.candidate import Candidate
from engine.model import OrderLine, Plan, PlannedShipment
from engine.routing.rankers import Asked
from tests.benchmarks.allocate_cpsat import Best, Part


@dataclass(frozen=True)
class Piece:
    """A part of the order that is planned by itself, with the shipments that the plan gives it."""

    part: Part
    shipments: tuple[PlannedShipment, ...]


def pieces(
    lines: Sequence[OrderLine],
    candidates: Sequence[Candidate],
    policy: Policy,
    criteria: Sequence[Criterion],
    plan: Plan,
) -> list[Piece]:
    """The parts in the order of their first lines, each with what the plan's parts before it have left."""
    claimed: dict[int, int] = {}
    for at, group in enumerate(policy.apart):
        for number in group:
            claimed.setdefault(number, at)
    numbers = sorted(line.number for line in lines)
    keys = list(dict.fromkeys([claimed.get(number, -1) for number in numbers]))
    left = [Room(each, dict(each.free), each.units_left, each.capacity_left) for each in candidates]
    found = []
    for key in keys:
        mine = [line for line in lines if claimed.get(line.number, -1) == key]
        shipments = tuple([each for each in plan.shipments if _of(each, mine)])
        found.append(Piece(_part(mine, left, policy, criteria), shipments))
        for shipment in shipments:
            next(room for room in left if room.candidate.code == shipment.location).take(shipment)
    return found


@dataclass
class Room:
    """What a location has left: units of each SKU, units it may send today, shipments it may send today."""

    candidate: Candidate
    free: dict[str, int]
    units: int | None
    shipments: int | None

    def take(self, shipment: PlannedShipment) -> None:
        for line in shipment.lines:
            self.free[line.sku] -= line.quantity
            self.units = None if self.units is None else self.units - line.quantity
        self.shipments = None if self.shipments is None else self.shipments - 1


def _part(
    lines: Sequence[OrderLine], left: Sequence[Room], policy: Policy, criteria: Sequence[Criterion]
) -> Part:
    """The lines with the locations that may send one more shipment."""
    rooms = [room for room in left if room.shipments is None or room.shipments > 0]
    made = [
        Candidate(each.situation, each.state, dict(room.free), each.services)
        for room in rooms
        for each in [room.candidate]
    ]
    units = {room.candidate.code: room.units for room in rooms}
    return Part(lines, made, {each.code: each.free for each in made}, units, policy, criteria)


def _of(shipment: PlannedShipment, lines: Sequence[OrderLine]) -> bool:
    return shipment.lines[0].number in {line.number for line in lines}


def faults(piece: Piece, best: Best) -> list[str]:
    """What is wrong with a piece of a plan; nothing when it is allowed and as good as the best."""
    mine = {line.number for line in piece.part.lines}
    if any(line.number not in mine for each in piece.shipments for line in each.lines):
        return ["a shipment mixes lines that go apart"]
    return [*_not_allowed(piece, best), *_worse(piece, best)]


def _not_allowed(piece: Piece, best: Best) -> list[str]:
    part, policy, shipments = piece.part, piece.part.policy, piece.shipments
    found = [*_beyond_stock(piece), *_broken(piece)]
    most = 1 if policy.lines == "none" else policy.at_most
    if most is not None and len(shipments) > most:
        found.append("more shipments than the policy lets")
    if len({each.location for each in shipments}) < len(shipments):
        found.append("a location sends twice")
    if len(shipments) > 1:
        limits, prices = best.limits, {line.number: line.unit_price for line in part.lines}
        worth = [sum(prices[line.number] * line.quantity for line in each.lines) for each in shipments]
        if policy.least_value is not None and min(worth) < policy.least_value:
            found.append("a shipment is worth less than the policy asks")
        if limits.single:
            found.append("several shipments where one does")
        cost, days = cost_of(piece), _days(piece)
        if limits.cost is not None and (cost is None or cost > limits.cost):
            found.append("several shipments cost too much")
        if limits.days is not None and (days is None or days > limits.days):
            found.append("several shipments arrive too late")
    return found


def _beyond_stock(piece: Piece) -> list[str]:
    found = []
    for shipment in piece.shipments:
        left = dict(piece.part.free[shipment.location])
        for line in shipment.lines:
            left[line.sku] = left.get(line.sku, 0) - line.quantity
        limit = piece.part.units_left[shipment.location]
        if min(left.values()) < 0:
            found.append("more than there is")
        if limit is not None and sum(line.quantity for line in shipment.lines) > limit:
            found.append("more units than the location sends today")
    return found


def _broken(piece: Piece) -> list[str]:
    policy, found = piece.part.policy, []
    sent: dict[int, list[tuple[str, int]]] = {line.number: [] for line in piece.part.lines}
    for shipment in piece.shipments:
        for line in shipment.lines:
            sent[line.number].append((shipment.location, line.quantity))
    for line in piece.part.lines:
        counts = [count for _, count in sent[line.number]]
        if sum(counts) > line.quantity:
            found.append("more than is asked")
        if policy.lines != "units" and counts not in ([], [line.quantity]):
            found.append("a line is broken")
    asked = {line.number: line.quantity for line in piece.part.lines}
    for group in policy.together:
        mine = [number for number in group if number in asked]
        places = {place for number in mine for place, _ in sent[number]}
        units = sum(count for number in mine for _, count in sent[number])
        if len(places) > 1 or units not in (0, sum(asked[number] for number in mine)):
            found.append("lines that belong together are parted")
    return found


def _worse(piece: Piece, best: Best) -> list[str]:
    found = []
    units = sum(line.quantity for each in piece.shipments for line in each.lines)
    if units != best.units:
        return [f"{units} units instead of {best.units}"]
    for criterion, least in zip(piece.part.criteria, best.values, strict=bool(best.units)):
        value = measure(piece, criterion)
        if (value is None) != (least is None):
            found.append(f"{criterion.ranker.by} is {value} instead of {least}")
        elif value is not None and least is not None and value > least + criterion.band + 1e-4:
            found.append(f"{criterion.ranker.by} is {value}, the best {least} within {criterion.band}")
    return found


def measure(piece: Piece, criterion: Criterion) -> float | None:
    """A criterion's value of the plan; None when it is not known."""
    if criterion.ranker.priced:
        return cost_of(piece)
    asked = Asked(criterion.rank, sorted(piece.part.candidates, key=lambda each: each.code))
    parts = [criterion.ranker.worth(_candidate(piece, each), asked) for each in piece.shipments]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return sum(known) if criterion.ranker.joined == "sum" else max(known)


def cost_of(piece: Piece) -> int | None:
    """Postage and handling of the shipments, minor units."""
    total, lines = 0, {line.number: line for line in piece.part.lines}
    for shipment in piece.shipments:
        candidate, grams = _candidate(piece, shipment), 0
        for sent in shipment.lines:
            each = candidate.situation.grams(lines[sent.number])
            if each is None:
                return None
            grams += each * sent.quantity
            total += candidate.location.line_cost
            total += candidate.unit_price(lines[sent.number]) * sent.quantity
        price = candidate.postage(grams)
        if price is None:
            return None
        total += price + candidate.location.shipment_cost
    return total


def _days(piece: Piece) -> int | None:
    found = [_candidate(piece, each).arrival_days for each in piece.shipments]
    known = [each for each in found if each is not None]
    return max(known) if len(known) == len(found) else None


def _candidate(piece: Piece, shipment: PlannedShipment) -> Candidate:
    return next(each for each in piece.part.candidates if each.code == shipment.location)
