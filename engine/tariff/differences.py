"""What a tariff changes against another, and what a person should know of it before using it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.model import Grams, Tariff
from engine.tariff.writing import weight

MOST_NOTES = 20
_NAMES = {
    "bands": "the bounds of the zones",
    "days": "transit days",
    "table": "the zone table",
    "surcharges": "the surcharges",
    "divisor": "the volume divisor",
    "saturday": "who delivers on Saturdays",
    "refuses": "who takes several parcels",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """How many prices are other, new and gone, by service, zone and weight; `others`: what else is not the
    same, in words."""

    changed: int
    added: int
    removed: int
    others: tuple[str, ...]

    @property
    def prices(self) -> int:
        """Prices that differ in any way."""
        return self.changed + self.added + self.removed

    @property
    def sentence(self) -> str:
        """What changes, as a person reads it."""
        if self.none:
            return "Nothing changes: all prices and times are the same."
        parts = [(self.changed, "changes"), (self.added, "is new"), (self.removed, "is gone")]
        many = {"changes": "change", "is new": "are new", "is gone": "are gone"}
        said = [
            f"{count:,} {'price' if count == 1 else 'prices'} {word if count == 1 else many[word]}"
            for count, word in parts
            if count
        ]
        also = f"{'Also' if said else 'Only'} other: {', '.join(self.others)}." if self.others else ""
        return " ".join([*([", ".join(said) + "."] if said else []), *([also] if also else [])])

    @property
    def none(self) -> bool:
        """Whether both cost and do the same."""
        return not self.prices and not self.others


def difference(before: Tariff, after: Tariff) -> Difference:
    """What `after` changes; names and units of writing aside."""
    was, now = _prices(before), _prices(after)
    both = was.keys() & now.keys()
    return Difference(
        sum(was[key] != now[key] for key in both),
        len(now.keys() - both),
        len(was.keys() - both),
        tuple([_NAMES[name] for name in _NAMES if getattr(before, name) != getattr(after, name)]),
    )


def notes(tariff: Tariff) -> tuple[str, ...]:
    """What is allowed but seldom meant, as sentences; the first few."""
    found = [*_zones(tariff), *_falling(tariff), *_times(tariff)]
    more = len(found) - MOST_NOTES
    return (*found[:MOST_NOTES], *([f"There are {more:,} more notes like these."] if more > 0 else []))


def _prices(tariff: Tariff) -> dict[tuple[str, str, Grams], int]:
    return {(*key, up_to): price for key, steps in tariff.steps.items() for up_to, price in steps}


def _zones(tariff: Tariff) -> Iterator[str]:
    priced = {zone for _, zone in tariff.steps}
    for number in range(1, len(tariff.bands) + 2) if tariff.bands else ():
        if str(number) not in priced:
            yield f"Zone {number} of the bands has no price: what goes there has no known cost."


def _falling(tariff: Tariff) -> Iterator[str]:
    for (service, zone), steps in tariff.steps.items():
        for (_, lighter), (up_to, price) in pairwise(steps):
            if price < lighter:
                heavy = f"{weight(up_to, tariff.weights)} {tariff.weights}"
                yield f"{service}, zone {zone}: up to {heavy} costs less than a lighter parcel."


def _times(tariff: Tariff) -> Iterator[str]:
    for service in dict.fromkeys([service for service, _ in tariff.steps]):
        missing = [z for s, z in tariff.steps if s == service and (s, z) not in tariff.days]
        if len(missing) == len([s for s, _ in tariff.steps if s == service]):
            yield f"{service} has no working days: when it arrives is not known."
        elif missing:
            yield f"{service} has no working days to {_named(missing)}: its arrival there is not known."


def _named(zones: list[str]) -> str:
    return f"zone {zones[0]}" if len(zones) == 1 else f"zones {', '.join(zones)}"
