"""A single change to an order, what is seen or the rules, as data; and what would follow from it."""

from dataclasses import dataclass
from typing import Literal

from engine.model import Outcome

Kind = Literal[
    "stock",
    "nearer",
    "cheaper",
    "earlier",
    "cutoff",
    "room",
    "suspension",
    "closed",
    "rejected",
    "feed",
    "rules_off",
    "demand_off",
    "field",
]


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` says which of the others count. stock: so many more `units` of SKUs on hand at the `location`.
    nearer: the location stands `amount` km nearer to the destination. cheaper: a shipment from there costs
    `amount` minor units less. earlier: the order is placed and decided `amount` minutes earlier. cutoff: the
    location's cut-offs are `amount` minutes later. room: it takes `amount` more shipments today. suspension:
    no SKU is suspended there; closed: it is not closed; rejected: it did not say no to this order; feed: it
    has just reported its stock. rules_off: the `rules` are off. demand_off: the action at `at` is not in the
    first of the `rules`. field: the order's `path` is `value`."""

    kind: Kind
    location: str = ""
    amount: int = 0
    units: tuple[tuple[str, int], ...] = ()
    rules: tuple[str, ...] = ()
    at: int = 0
    path: str = ""
    value: int | bool | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """`change`: the smallest of its kind that has this effect, so that with one step less of any number in it
    the effect is gone. `locations` and `outcome`: what is decided with it. `says`: the change in words,
    `then`: what would have followed, a sentence."""

    change: Change
    locations: tuple[str, ...]
    outcome: Outcome
    says: str
    then: str


@dataclass(frozen=True, slots=True)
class Differing:
    """What was found. `runner_up`: the locations of the best plan of others, () where there is none.
    `decides`: how often it was decided again; `complete`: everything was tried that there is to try."""

    runner_up: tuple[str, ...]
    differences: tuple[Difference, ...]
    decides: int
    complete: bool = True
