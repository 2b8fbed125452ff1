"""Fills the table of what every combination of units costs, location by location."""

from collections.abc import Sequence
from math import prod
from typing import Any

LARGEST = 1 << 61
"""A packed cost that no combination has."""

FEW_CELLS = 100
"""Up to so many cells of a table it pays to take all ways of a location at once for each of them."""

Span = tuple[tuple[int, int], ...]
"""The least and the most of each dimension of a table: shipments, then rows."""

Way = tuple[tuple[int, ...], int]
"""For each row what a location sends of it, and its packed cost."""


def tables(ways: Sequence[Sequence[Way]], spans: Sequence[Span]) -> list[Any]:
    """For each number of locations, the first ones, the least packed cost of each combination of units that
    they may have sent, as far as the spans say; `ways`: of each location."""
    import numpy as np  # noqa: PLC0415  a tenth of a second that most orders never need

    found = [np.zeros([1] * len(spans[0]), dtype=np.int64)]
    for every, before, after in zip(ways, spans, spans[1:], strict=False):
        few = min(prod(_shape(before)), prod(_shape(after))) <= FEW_CELLS
        found.append((_by_cells if few else _by_ways)(np, found[-1], every, before, after))
    return found


def _by_ways(np: Any, table: Any, ways: Sequence[Way], before: Span, after: Span) -> Any:
    """The table after a location, one of its ways after the other."""
    found = np.full(_shape(after), LARGEST, dtype=np.int64)
    for amounts, cost in ways:
        slices = _slices(amounts, before, after)
        if slices is not None:
            to, source = slices
            np.minimum(found[to], table[source] + cost, out=found[to])
    return found


def _by_cells(np: Any, table: Any, ways: Sequence[Way], before: Span, after: Span) -> Any:
    """The same where one of the two tables has few cells: one of them after the other, with all ways at
    once."""
    found = np.full(_shape(after), LARGEST, dtype=np.int64)
    amounts = np.array([each for each, _ in ways], dtype=np.int64)
    costs = np.array([cost for _, cost in ways], dtype=np.int64)
    forward = table.size <= found.size
    here, there, other = (table, found, after) if forward else (found, table, before)
    lows, highs = np.array(before if forward else after)[:, 0], np.array(other)
    for cell in np.ndindex(*here.shape):
        moved = cell + lows + amounts if forward else cell + lows - amounts
        inside = np.nonzero(((moved >= highs[:, 0]) & (moved <= highs[:, 1])).all(axis=1))[0]
        at = tuple((moved[inside] - highs[:, 0]).T)
        if forward:
            there[at] = np.minimum(there[at], here[cell] + costs[inside])
        elif len(inside):
            here[cell] = min(LARGEST, int((there[at] + costs[inside]).min()))
    return found


def _shape(span: Span) -> tuple[int, ...]:
    return tuple([high - low + 1 for low, high in span])


def work(limits: Sequence[int], before: Span, after: Span) -> int:
    """Over all that a location can send, the combinations of units that it adds something to."""
    total = before[0][1] + 1
    for limit, (low, high), (least, most) in zip(limits, before[1:], after[1:], strict=True):
        overlaps = [min(high, most - units) - max(low, least - units) + 1 for units in range(limit + 1)]
        total *= sum([max(0, overlap) for overlap in overlaps])
    return total


def _slices(
    amounts: Sequence[int], before: Span, after: Span
) -> tuple[tuple[slice, ...], tuple[slice, ...]] | None:
    """Where the states lie that this much more leads to, and from where; None when there are none."""
    to, source = list[slice](), list[slice]()
    for amount, (low, high), (least, most) in zip(amounts, before, after, strict=True):
        first, last = max(low, least - amount), min(high, most - amount)
        if first > last:
            return None
        source.append(slice(first - low, last - low + 1))
        to.append(slice(first + amount - least, last + amount - least + 1))
    return tuple(to), tuple(source)
