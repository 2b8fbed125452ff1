"""A change and what follows from it, in words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from engine.calendar import days_between, local
from engine.differing.model import Change, Difference, Kind
from engine.differing.trying import Trial
from engine.explain import Walker
from engine.facts import ORDER_SOURCES
from engine.model import Decision, Location, Plan
from engine.routing.words import counted, kilometres, listed, money, product_name
from engine.situation import Situation
from rulesets.model import Rule
from rulesets.sentences.demands import demand_words
from rulesets.sentences.spans import text_of
from rulesets.sentences.words import Names
from rulesets.vocabulary import FIELDS

OUTCOMES = {
    "held": "It would still have been held",
    "backordered": "All of it would have waited for stock",
    "preordered": "It would have been preordered",
    "waiting": "It would have waited for its next decision",
    "cancelled": "It would have been cancelled",
}
"""What would have followed where nobody would have sent anything."""


class Saying:
    """Puts the changes of one order into words; `before` is what was decided."""

    def __init__(self, trial: Trial, before: Decision) -> None:
        self._trial, self._before = trial, before
        self._places = {state.location.code: state.location for state in trial.snapshot.locations}
        self._states = {state.location.code: state for state in trial.snapshot.locations}
        self._situation = Situation(trial.order, trial.snapshot)
        self._names = {code: place.name for code, place in self._places.items()}

    def difference(self, change: Change, after: Decision) -> Difference:
        """The change with what follows from it."""
        says = self._ways()[change.kind](change)
        return Difference(change, after.plan.locations, after.outcome, says, self._then(after))

    def _ways(self) -> dict[Kind, Callable[[Change], str]]:
        return {
            "stock": self._stock,
            "nearer": self._nearer,
            "cheaper": self._cheaper,
            "earlier": self._earlier,
            "cutoff": self._cutoff,
            "room": self._room,
            "suspension": self._suspension,
            "closed": self._at("{} open now"),
            "rejected": self._at("{} had not rejected it before"),
            "feed": self._at("Stock just reported by {}"),
            "rules_off": self._rules_off,
            "demand_off": self._demand_off,
            "field": self._field,
        }

    def place(self, change: Change) -> Location:
        return self._places[change.location]

    def _then(self, after: Decision) -> str:
        plan = after.plan
        if not plan.shipments:
            return f"{OUTCOMES.get(after.outcome, 'Nobody would have sent it')}."
        who = listed([self._names.get(code, code) for code in plan.locations])
        all_of_it = "all of it" if self._before.plan.shipments and self._before.plan.shortfall else "it"
        what = f"{counted(_units(plan), 'unit')} of it" if plan.shortfall else all_of_it
        against = self._against(plan) if self._before.plan.shipments else []
        more = f": {listed(against)}" if against else ""
        return f"{who} would have sent {what}{more}."

    def _against(self, plan: Plan) -> list[str]:
        """How it compares with what was decided: arrival, cost, shipments."""
        before, said = self._before.plan, list[str]()
        was, now = _arrives(before), _arrives(plan)
        if was is not None and now is not None:
            days = days_between(was, now, self._trial.snapshot.zone)
            late = "later" if days > 0 else "earlier"
            said.append(f"{counted(abs(days), 'day')} {late}" if days else "the same day")
        if before.cost is not None and plan.cost is not None and plan.cost != before.cost:
            amount = money(abs(plan.cost - before.cost), self._trial.snapshot.currency)
            said.append(f"{amount} {'more' if plan.cost > before.cost else 'less'}")
        if len(plan.shipments) != len(before.shipments):
            said.append(f"in {counted(len(plan.shipments), 'shipment')}")
        return said

    def _stock(self, change: Change) -> str:
        parts = [
            f"{counted(units, 'more unit')} of {product_name(self._situation, sku)}"
            for sku, units in change.units
        ]
        return f"{listed(parts)} at {self.place(change).name}"

    def _nearer(self, change: Change) -> str:
        return f"{self.place(change).name} {kilometres(change.amount)} nearer to the customer"

    def _cheaper(self, change: Change) -> str:
        amount = money(change.amount, self._trial.snapshot.currency)
        return f"A shipment from {self.place(change).name} {amount} cheaper"

    def _earlier(self, change: Change) -> str:
        at = self._trial.snapshot.at - timedelta(minutes=change.amount)
        there = local(at, self._trial.snapshot.zone)
        return f"The order by {there:%H:%M}, {counted(change.amount, 'minute')} earlier"

    def _cutoff(self, change: Change) -> str:
        place = self.place(change)
        return (
            f"A cut-off of {_clock(place.cutoff + change.amount)} at {place.name}, not {_clock(place.cutoff)}"
        )

    def _room(self, change: Change) -> str:
        return f"Room for {counted(change.amount, 'more shipment')} at {self.place(change).name} today"

    def _suspension(self, change: Change) -> str:
        skus = sorted(self._states[change.location].suspended & set(self._situation.demand))
        named = listed([product_name(self._situation, sku) for sku in skus]) or "Nothing"
        return f"{named} not suspended at {self.place(change).name}"

    def _rules_off(self, change: Change) -> str:
        names = [f"“{rule.name}”" for each in change.rules if (rule := self._rule(each)) is not None]
        return f"{'Rule' if len(names) == 1 else 'Rules'} {listed(names)} off"

    def _demand_off(self, change: Change) -> str:
        rule = self._rule(change.rules[0])
        if rule is None:
            raise KeyError(change.rules[0])
        action = rule.then[change.at]
        names = Names.of(self._trial.compiled.ruleset, self._names)
        return f"Rule “{rule.name}” without “{text_of(demand_words(action, names, ()))}”"

    def _field(self, change: Change) -> str:
        field = FIELDS[change.path]
        shown = partial(Walker(self._trial.compiled.ruleset).shown, field)
        seen = ORDER_SOURCES[change.path](self._situation)
        return f"{field.label} {shown(change.value)} instead of {shown(seen)}"

    def _at(self, said: str) -> Callable[[Change], str]:
        return lambda change: said.format(self.place(change).name)

    def _rule(self, rule_id: str) -> Rule | None:
        return self._trial.compiled.ruleset.rule(rule_id)


def _units(plan: Plan) -> int:
    return sum([line.quantity for shipment in plan.shipments for line in shipment.lines])


def _arrives(plan: Plan) -> datetime | None:
    """When the last of it arrives; None where that is not known."""
    known = [each.arrives_at for each in plan.shipments if each.arrives_at is not None]
    return max(known) if known and len(known) == len(plan.shipments) else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
