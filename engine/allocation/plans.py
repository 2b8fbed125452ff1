"""Who sends which units -> the plan: shipments with their postage, handling, minutes and times."""

from collections.abc import Sequence

from engine.allocation.demand import Demand
from engine.allocation.packing import Shares
from engine.candidate import Candidate
from engine.model import OrderLine, Plan, PlannedLine, PlannedShipment
from engine.postage import handling, minutes
from engine.situation import total_of

Sent = list[tuple[OrderLine, int]]
"""Lines in the order of their numbers, with units."""


def plan_of(demand: Demand, shares: Sequence[Shares]) -> Plan:
    """The plan in which `shares`, one for each line of the demand, says who sends it; shipments in the
    order of their locations' codes."""
    sent: dict[int, Sent] = {}
    short: list[PlannedLine] = []
    for line, share in zip(demand.lines, shares, strict=True):
        left = line.quantity
        for place, units in share:
            sent.setdefault(place, []).append((line, units))
            left -= units
        if left:
            short.append(PlannedLine(line.number, line.sku, left))
    shipments = [shipment(demand.candidates[place], sent[place]) for place in sorted(sent)]
    return Plan(tuple(shipments), tuple(short))


def shipment(candidate: Candidate, sent: Sent) -> PlannedShipment:
    """What a location sends when it sends these units."""
    units = sum([count for _, count in sent])
    weight = total_of([(line.weight_g, count) for line, count in sent])
    billed = total_of([(candidate.situation.grams(line), count) for line, count in sent])
    price, service = candidate.postage(billed), candidate.service_at(billed)
    if price is not None:
        price += sum([candidate.unit_surcharge(line) * count for line, count in sent])
    return PlannedShipment(
        candidate.code,
        tuple([PlannedLine(line.number, line.sku, count) for line, count in sent]),
        service,
        price,
        handling(candidate.location, len(sent), units),
        minutes(candidate.location, len(sent), units),
        candidate.km,
        weight,
        candidate.leaves_by(service),
        candidate.arrives_by(service),
        candidate.way.mode,
        candidate.way.hand_over_code,
    )


def nothing_sent(lines: Sequence[OrderLine]) -> Plan:
    """The plan in which everything waits for stock."""
    waiting = [PlannedLine(line.number, line.sku, line.quantity) for line in lines]
    return Plan((), tuple(sorted(waiting, key=lambda line: line.number)))
