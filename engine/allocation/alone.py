"""The ordinary case, quickly: of the locations that have everything, the one that the criteria put first."""

from collections.abc import Sequence

from engine.allocation.model import Criterion
from engine.allocation.plans import shipment
from engine.candidate import Candidate
from engine.model import OrderLine, Plan
from engine.routing.rankers import Asked
from engine.situation import total_of


def one_sends_all(
    lines: Sequence[OrderLine], candidates: Sequence[Candidate], criteria: Sequence[Criterion]
) -> Plan | None:
    """The best plan of a single shipment; None when no location has everything. It compares as `choice`
    does: within the band is a tie, what is not known comes last, and in the end the first code wins."""
    needed: dict[str, int] = {}
    for line in lines:
        needed[line.sku] = needed.get(line.sku, 0) + line.quantity
    units = sum(needed.values())
    able = [each for each in candidates if _has(each, needed) and _may_send(each, units)]
    if not able or not needed:
        return None
    ordered = sorted(lines, key=lambda line: line.number)
    left, measures = able, list[tuple[str, dict[str, float | None]]]()
    for criterion in criteria:
        found = _measured(criterion, ordered, able, candidates)
        measures.append((criterion.ranker.by, found))
        if len(left) > 1:
            left = _within(left, found, criterion.band)
    best = min(left, key=lambda candidate: candidate.code)
    known = [(by, value) for by, found in measures if (value := found[best.code]) is not None]
    return Plan((shipment(best, [(line, line.quantity) for line in ordered]),), (), tuple(known))


def _has(candidate: Candidate, needed: dict[str, int]) -> bool:
    free = candidate.free
    for sku, units in needed.items():  # noqa: SIM110  a generator costs twice as much
        if free.get(sku, 0) < units:
            return False
    return True


def _may_send(candidate: Candidate, units: int) -> bool:
    left = candidate.units_left
    return left is None or left >= units


def _measured(
    criterion: Criterion,
    lines: Sequence[OrderLine],
    able: Sequence[Candidate],
    candidates: Sequence[Candidate],
) -> dict[str, float | None]:
    """The measure of each location's plan, by its code."""
    if not criterion.ranker.priced:
        asked = Asked(criterion.rank, candidates)
        return {candidate.code: criterion.ranker.worth(candidate, asked) for candidate in able}
    weigh = able[0].situation.grams
    grams = total_of([(weigh(line), line.quantity) for line in lines])
    found: dict[str, float | None] = {}
    for candidate in able:
        price, place = candidate.postage(grams), candidate.location
        work = place.shipment_cost + place.line_cost * len(lines)
        work += sum([candidate.unit_price(line) * line.quantity for line in lines])
        found[candidate.code] = None if price is None else price + work
    return found


def _within(left: Sequence[Candidate], found: dict[str, float | None], band: int) -> list[Candidate]:
    known = [value for candidate in left if (value := found[candidate.code]) is not None]
    if not known:
        return list(left)
    limit = min(known) + band
    return [each for each in left if (value := found[each.code]) is not None and value <= limit]
