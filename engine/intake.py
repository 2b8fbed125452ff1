"""Orders come in: accept, check, decide, commit; and every later decision on them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from engine.database import Database
from engine.model import Decision


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an order that came in. `repeated`: it had come before and nothing was changed;
    `same_body` is then False when it differed from what came first."""

    order_id: str
    decision: Decision
    repeated: bool = False
    same_body: bool = True


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field; `field` is its path, like `lines[2].quantity`."""

    field: str
    message: str


class RefusedOrder(ValueError):
    """An order that cannot be taken as it is; nothing was kept."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in problems))
        self.problems = problems


def accept(database: Database, document: object, now: datetime, who: str) -> Accepted:
    """Check, decide and keep an order. Raises RefusedOrder; once it returns, all of it is on disk."""
    raise NotImplementedError


def dry_run(database: Database, document: object, revision: int | None, now: datetime) -> Decision:
    """Decide an order against a revision (None: the live one), with its trace, and keep nothing."""
    raise NotImplementedError


def decide_again(
    database: Database,
    order_id: str,
    reason: str,
    now: datetime,
    who: str,
    *,
    without: Collection[str] = (),
    whole: bool = False,
) -> Decision:
    """Decide what of the order has no location yet. Open shipments at the locations in `without` are
    taken back first and those locations are not asked; `whole` takes back every open shipment."""
    raise NotImplementedError


def decide_waiting(database: Database, skus: Collection[str], now: datetime) -> tuple[str, ...]:
    """Decide again the orders that wait for these SKUs, oldest first; gives their ids."""
    raise NotImplementedError


def lift_hold(database: Database, hold_id: int, now: datetime, who: str) -> Decision | None:
    """Lift a hold. When it was the order's last, the order is decided again."""
    raise NotImplementedError


def cancel_order(database: Database, order_id: str, reason: str, now: datetime, who: str) -> None:
    """Cancel an order and give its stock back. What was sent stays sent."""
    raise NotImplementedError


def tick(database: Database, now: datetime) -> tuple[str, ...]:
    """Lift the holds that are due and decide those orders; gives their ids."""
    raise NotImplementedError
