"""Every plan that an order could have, worked out without the decision: the oracle of the benchmark.

A plan says how many units of each line each location sends, at most three of them; the rest is not served.
Its cost is postage and handling, and `NOT_SERVED` for each unit that nobody sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from engine.candidate import Candidate
from engine.model import Order, OrderLine, Snapshot
from engine.postage import handling
from engine.situation import Situation
from tests.benchmarks.together_day import MOST_SHIPMENTS

Key = tuple[str, str]
"""(location, SKU); a place of a location's day is (location, "")."""

NOT_SERVED = 800
"""Pence that a unit costs which is not sent: the sale is lost, or waits and is sent by itself."""


@dataclass(frozen=True)
class Plans:
    """All plans of one order. `keys`: what they may use, (location, sku), and (location, "") for one of its
    places of the day. `takes`: plans × keys. `cost`: pence, units not served included. `short`: those."""

    keys: tuple[tuple[str, str], ...]
    takes: np.ndarray
    cost: np.ndarray
    short: np.ndarray

    @property
    def sent(self) -> np.ndarray:
        """Pence without what units cost that are not served."""
        return self.cost - NOT_SERVED * self.short

    def best(self, left: Mapping[Key, int], prices: Mapping[Key, float] | None = None) -> int:
        """The plan that one would choose when so much is left: the most units, then the least cost; with
        `prices`, what is used counts as cost too."""
        room = np.array([left[key] for key in self.keys])
        able = np.flatnonzero((self.takes <= room).all(axis=1))
        able = able[self.short[able] == self.short[able].min()]
        worth = self.cost[able].astype(float)
        if prices is not None:
            worth += self.takes[able] @ np.array([prices.get(key, 0.0) for key in self.keys])
        return int(able[np.argmin(worth)])


def plans_of(order: Order, morning: Snapshot) -> Plans:
    """Every plan within what the locations have: those that leave units out for nothing too."""
    situation = Situation(order, morning)
    candidates = [Candidate(situation, state) for state in morning.locations]
    codes = [candidate.code for candidate in candidates]
    keys = [(code, line.sku) for line in order.lines for code in codes] + [(code, "") for code in codes]
    tables = [_costs(order, candidate) for candidate in candidates]
    parts = [
        _of_set(order, candidates, tables, chosen)
        for size in range(MOST_SHIPMENTS + 1)
        for chosen in combinations(range(len(codes)), size)
    ]
    takes, cost = (np.concatenate(each) for each in zip(*parts, strict=True))
    short = order.units - takes[:, : -len(codes)].sum(axis=1)
    return Plans(tuple(keys), takes, cost + NOT_SERVED * short, short)


def _costs(order: Order, candidate: Candidate) -> np.ndarray:
    """Pence of a shipment from here, by the units of each line in it; 0 of nothing."""
    table = np.zeros([line.quantity + 1 for line in order.lines], dtype=np.int64)
    for sent in np.ndindex(table.shape):
        if any(sent):
            grams = sum([units * (line.weight_g or 0) for units, line in zip(sent, order.lines, strict=True)])
            price = candidate.postage(grams)
            if price is None:
                raise ValueError(f"no postage from {candidate.code} for order {order.id}")
            lines = sum([units > 0 for units in sent])
            table[sent] = price + handling(candidate.location, lines, sum(sent))
    return table


def _of_set(
    order: Order, candidates: Sequence[Candidate], tables: Sequence[np.ndarray], chosen: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """What each plan takes, and its postage and handling, in which all of a set of locations send."""
    count, lines = len(candidates), len(order.lines)
    ways = [_line_ways(line, chosen, candidates) for line in order.lines]
    picked = np.indices([len(way) for way in ways]).reshape(lines, -1)
    sent = np.stack([way[at] for way, at in zip(ways, picked, strict=True)])
    everyone = (sent.sum(axis=0) > 0).all(axis=1)
    sent = sent[:, everyone]
    takes = np.zeros((sent.shape[1], count * lines + count), dtype=np.int16)
    cost = np.zeros(sent.shape[1], dtype=np.int64)
    for place, at in enumerate(chosen):
        cost += tables[at][tuple(sent[:, :, place])]
        takes[:, count * lines + at] = 1
        for line in range(lines):
            takes[:, count * line + at] = sent[line, :, place]
    return takes, cost


def _line_ways(line: OrderLine, chosen: Sequence[int], candidates: Sequence[Candidate]) -> np.ndarray:
    """Units of a line at each location of the set: ways × locations."""
    room = [min(line.quantity, candidates[at].free[line.sku]) for at in chosen]
    ways = [units for units in product(*[range(most + 1) for most in room]) if sum(units) <= line.quantity]
    return np.array(ways, dtype=np.int64).reshape(len(ways), len(chosen))
