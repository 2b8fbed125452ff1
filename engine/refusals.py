"""Refusals: what is wrong with what came in, field by field. Whoever raises one has changed nothing."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, and the remedy. `field` is its path, like `lines[2].quantity`."""

    field: str
    message: str


class Refused(ValueError):
    """Something that cannot be done as it was asked; `problems` says why, field by field."""

    def __init__(self, *problems: FieldProblem) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in problems))
        self.problems = problems


class RefusedOrder(Refused):
    """An order, or something asked of an order."""


class RefusedEvent(Refused):
    """Something that was reported."""


class RefusedStock(Refused):
    """A count, a feed or a receipt."""


class RefusedSetup(Refused):
    """A retailer, a location, a tariff or a product."""


class RefusedMove(Refused):
    """A move that the status of an order or a shipment does not allow."""


class NotKnown(Refused):
    """An id that nothing has."""


class TooBusy(RuntimeError):
    """Others changed the same stock so often that the order could not be kept. Nothing was changed;
    the same request may be sent again."""


def listed(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
