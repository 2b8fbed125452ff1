"""Why a plan is as it is: from where and how, why split or not, by which service, by when, until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.calendar import days_between
from engine.candidate import Candidate
from engine.model import PlannedShipment
from engine.routing.words import counted, listed, money
from engine.situation import total_of
from engine.tariff.offers import services_to
from engine.told import Told


def headline(told: Told, because: str) -> str:
    """From where, and by which rule."""
    return f"{_from_where(told)}, because {because}."


def _from_where(told: Told) -> str:
    shipments = told.decision.plan.shipments
    modes = {shipment.mode for shipment in shipments}
    places = listed([told.name(code) for code in told.decision.plan.locations])
    at = next((told.name(each.hand_over_at) for each in shipments if each.hand_over_at), places)
    if modes == {"pickup"}:
        return f"The customer collects it at {at}"
    if "transfer" in modes:
        senders = listed([told.name(each.location) for each in shipments if each.mode == "transfer"])
        rest = "the rest of it " if "pickup" in modes else ""
        return f"{senders} sends {rest}to {at}, where the customer collects"
    if modes == {"drop_ship"}:
        return f"{places} sends it straight to the customer"
    said = "One shipment" if len(shipments) == 1 else counted(len(shipments), "shipment")
    return f"{said} from {places}"


def handed_over(told: Told) -> Iterator[str]:
    """What is there already and what is sent there, where the customer collects."""
    units = sum(told.course.situation.demand.values())
    said = []
    for shipment in told.decision.plan.shipments:
        part = sum([line.quantity for line in shipment.lines])
        does = "has" if shipment.mode == "pickup" else "sends"
        many = "everything" if part == units else f"{part:,} of {counted(units, 'unit')}"
        said.append(f"{told.name(shipment.location)} {does} {many}")
    yield f"{listed(said)}."


def split(told: Told) -> str:
    """Why several locations send."""
    able = [each for each in told.tried.candidates if each.holds_all]
    if not able:
        return "No location that may serve has everything:"
    saved = _saved(told, able)
    days = _days_saved(told, able)
    if saved > 0:
        return f"Split, because that costs {_money(told, saved)} less than the cheapest single shipment:"
    if days > 0:
        return f"Split, because everything arrives {counted(days, 'day')} earlier than in one shipment:"
    return "Split, because that ranks better than one shipment:"


def _saved(told: Told, able: list[Candidate]) -> int:
    """Minor units less than the cheapest single shipment; 0 where that is not known."""
    best = min([cost for each in able if (cost := each.whole_cost) is not None], default=None)
    cost = told.decision.plan.cost
    return 0 if best is None or cost is None else best - cost


def _days_saved(told: Told, able: list[Candidate]) -> int:
    alone = [at for each in able if (at := each.arrives_at) is not None]
    found = [each.arrives_at for each in told.decision.plan.shipments]
    known = [at for at in found if at is not None]
    if not alone or not known or len(known) < len(found):
        return 0
    return days_between(max(known), min(alone), told.course.situation.snapshot.zone)


def arrival(told: Told) -> Iterator[str]:
    """By when it is there, and whether that keeps the promise."""
    order, zone = told.course.situation.order, told.course.situation.snapshot.zone
    shipments = told.decision.plan.shipments
    known = [at for each in shipments if (at := each.arrives_at) is not None]
    if len(known) < len(shipments) or not known:
        return
    arrives, promised = max(known), order.promised_at
    collected = all(each.hand_over_at for each in shipments)
    said = f"It can be collected from {told.moment(arrives)}"
    said = said if collected else f"It arrives by {told.day(arrives)}"
    if promised is None:
        yield f"{said}."
        return
    late = days_between(promised, arrives, zone)
    if arrives <= promised:
        slack = f", {counted(-late, 'day')} before the promise" if late else ", as promised"
    else:
        slack = f", {counted(late, 'day')} after the promise" if late else ", later that day than promised"
    yield f"{said}{slack}."


def in_time_until(told: Told) -> Iterator[str]:
    """The latest moment at which the plan, decided then, still keeps the promise."""
    until, at = told.decision.decide_by, told.decision.at
    if until is not None and until > at:
        yield f"Decided until {told.moment(until)} it would still have kept the promise."
    elif until is not None:
        yield f"To keep the promise it had to be decided by {told.moment(until)}."


@dataclass(frozen=True, slots=True)
class _Service:
    """One service that could have taken a shipment."""

    name: str
    price: int
    arrives: datetime | None


def services(told: Told) -> Iterator[str]:
    """Why each shipment goes by its service, where the rule chose among several."""
    if told.tried.ways.services is None:
        return
    for shipment in told.decision.plan.shipments:
        if shipment.mode in ("ship", "drop_ship") and shipment.postage is not None:
            yield _service(told, shipment)


def _service(told: Told, shipment: PlannedShipment) -> str:
    found = list(_services(told, shipment))
    taken = next((each for each in found if each.name == shipment.service), None)
    place = f"From {told.name(shipment.location)} it" if len(told.decision.plan.shipments) > 1 else "It"
    if taken is None:
        return f"{place} goes by {shipment.service}."
    kept = _kept(told, taken)
    best = "the cheapest" if told.course.situation.order.promised_at is None else "the cheapest in time"
    said = best if kept else "the fastest, since none keeps the promise"
    others = [_against(told, each, taken) for each in found if each is not taken]
    more = f"; {listed(others[:2])}" if others else ""
    return f"{place} goes by {taken.name} for {_money(told, taken.price)}, {said}{more}."


def _kept(told: Told, service: _Service) -> bool:
    promised = told.course.situation.order.promised_at
    return promised is None or (service.arrives is not None and service.arrives <= promised)


def _against(told: Told, other: _Service, taken: _Service) -> str:
    """`express costs £1.20 more`, `economy is £0.80 cheaper, but 2 days late`."""
    if other.price >= taken.price:
        more = other.price - taken.price
        return f"{other.name} costs {_money(told, more)} more" if more else f"{other.name} costs the same"
    said = f"{other.name} is {_money(told, taken.price - other.price)} cheaper"
    promised, zone = told.course.situation.order.promised_at, told.course.situation.snapshot.zone
    if promised is None or other.arrives is None:
        return f"{said}, but its arrival is not known"
    late = days_between(promised, other.arrives, zone)
    return f"{said}, but {counted(late, 'day')} late" if late > 0 else f"{said}, but late"


def _services(told: Told, shipment: PlannedShipment) -> Iterator[_Service]:
    """Every service that the rule allows, cheapest first."""
    sender, found = told.sender(shipment), list[_Service]()
    seen, lines = sender.situation, {line.number: line for line in sender.situation.order.lines}
    parts = [(lines[each.number], each.quantity) for each in shipment.lines]
    grams = total_of([(seen.grams(line), units) for line, units in parts])
    priced = services_to(seen.snapshot.tariff, sender.zone or "")
    for name in told.tried.ways.services or priced:
        other = sender.with_services((name,))
        price = other.postage(grams) if name in priced else None
        if price is not None:
            extra = sum([other.unit_surcharge(line) * units for line, units in parts])
            found.append(_Service(name, price + extra, other.arrives_by(name)))
    yield from sorted(found, key=lambda each: (each.price, each.name))


def _money(told: Told, amount: int) -> str:
    return money(amount, told.course.situation.snapshot.currency)
