"""How each location may serve under one routing rule: by parcel, collection, transfer, as a supplier."""

from dataclasses import dataclass
from typing import Literal

from engine.candidate import Candidate
from engine.model import Location, LocationState, Order
from engine.routing.eligibility import ruled_out
from engine.situation import Situation
from engine.way import SHIPS, Way
from rulesets.actions import DropShip, PickUp, TransferThenPickUp
from rulesets.actions.route import Route as WayAction

Kind = Literal["ship", "pickup", "transfer", "drop_ship"]


@dataclass(frozen=True, slots=True)
class Ways:
    """`hand_over`: where the customer collects, for pickup and transfer. `services`: as a candidate has them.
    `problem`: why nobody can serve this way, a sentence; "" when somebody may."""

    kind: Kind = "ship"
    hand_over: LocationState | None = None
    full_too: bool = False
    services: tuple[str, ...] | None = None
    problem: str = ""

    def at(self, state: LocationState) -> Way:
        """How this location would serve."""
        if self.kind == "ship" and not self.full_too:
            return SHIPS
        to = self._place
        if self.kind == "transfer" and to is not None and state.location.code == to.code:
            return Way("pickup", to, self.full_too)
        return Way(self.kind, to, self.full_too)

    def candidate(self, situation: Situation, state: LocationState) -> Candidate:
        """The location as it would serve, with all of its stock, before any demand."""
        return Candidate(situation, state, None, self.services, self.at(state))

    def ruled_out(self, state: LocationState, situation: Situation) -> str | None:
        """What speaks against the location whatever the rule demands, a sentence; None when nothing does."""
        return self.problem or ruled_out(state, situation, self.at(state))

    def open_to(self, situation: Situation) -> list[Candidate]:
        """Every location against which nothing speaks, in the order of the snapshot."""
        if self.problem:
            return []
        return [
            self.candidate(situation, state)
            for state in situation.snapshot.locations
            if ruled_out(state, situation, self.at(state)) is None
        ]

    @property
    def _place(self) -> Location | None:
        return None if self.hand_over is None else self.hand_over.location


SHIPPING = Ways()


def ways_of(
    action: WayAction | None, situation: Situation, full_too: bool, services: tuple[str, ...] | None
) -> Ways:
    """The ways under a rule with this action. An order that the customer collects is never sent by a rule
    that says nothing of the way: it is collected where the order says."""
    order = situation.order
    if action is None and order.type == "pickup":
        action = PickUp()
    if action is None and not full_too and services is None:
        return SHIPPING
    if isinstance(action, PickUp | TransferThenPickUp):
        kind: Kind = "pickup" if isinstance(action, PickUp) else "transfer"
        return _collected(kind, action.location, situation, full_too, services)
    return Ways("drop_ship" if isinstance(action, DropShip) else "ship", None, full_too, services)


def _collected(
    kind: Kind, at: str | None, situation: Situation, full_too: bool, services: tuple[str, ...] | None
) -> Ways:
    code = at or situation.order.pickup_at
    state = _found(code, situation)
    if state is None:
        return Ways(kind, None, full_too, services, _nowhere(code, situation.order))
    problem = _not_there(state, situation) if kind == "transfer" else ""
    return Ways(kind, state, full_too, services, problem)


def _found(code: str | None, situation: Situation) -> LocationState | None:
    states = situation.snapshot.locations
    wanted = (code or "").casefold()
    return next((state for state in states if state.location.code.casefold() == wanted), None)


def _nowhere(code: str | None, order: Order) -> str:
    if code is None:
        return "The order does not say where the customer collects."
    chosen = "the order" if code == order.pickup_at else "the rule"
    return f"There is no location {code}, where {chosen} says that the customer collects."


def _not_there(state: LocationState, situation: Situation) -> str:
    """Why nothing can be sent there for the customer to collect; "" when it can."""
    place = state.location
    if not place.can_hand_over:
        return f"Customers cannot collect at {place.name}."
    closed = place.closed_until is not None and place.closed_until > situation.now
    if closed or not any(place.hours):
        return f"{place.name}, where the customer collects, is closed."
    return ""
