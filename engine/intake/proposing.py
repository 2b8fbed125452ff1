"""Decides an order on what the database holds, and says whether that still stands when it is to be kept."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from engine import documents, rulebook
from engine.decide import decide
from engine.model import Decision, Order, Snapshot
from engine.needs import needs_of
from engine.rulebook import Rules
from engine.store import levels, snapshots
from engine.store.rows import Evidence
from engine.store.setup import setup
from engine.store.snapshots import NEW, Past, Tokens
from rulesets.actions import IgnoreCapacity


class Stale(RuntimeError):
    """What a decision relied on has moved since; the order is decided again."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that is not kept yet, with everything that it relied on."""

    order: Order
    snapshot: Snapshot
    tokens: Tokens
    rules: Rules
    decision: Decision

    def evidence(self) -> Evidence:
        """What is kept of how it came about."""
        services = needs_of(self.rules.compiled).services
        reading = documents.reading(self.order, self.snapshot, self.decision, all_services=services)
        bare = documents.decision(replace(self.decision, trace=None))
        trace = None if self.decision.trace is None else documents.kept_trace(self.decision.trace)
        return Evidence(reading, documents.hash_of(reading), bare, trace)


def propose(
    session: Session,
    order: Order,
    now: datetime,
    past: Past = NEW,
    rules: Rules | None = None,
    *,
    together: bool = False,
) -> Proposal:
    """Decide the order by the live rules, or by these, on what the session sees now. `together`: it need not
    wait for others to be decided with."""
    using = rules or rulebook.live(session)
    needs = needs_of(using.compiled)
    snapshot, tokens = snapshots.snapshot_for(session, order, now, past, needs, together=together)
    return Proposal(order, snapshot, tokens, using, decide(order, snapshot, using.compiled, explain=True))


def confirm(session: Session, proposal: Proposal) -> None:
    """Check under lock that the proposal may be kept. Raises Stale."""
    if rulebook.live_number(session) != proposal.rules.number:
        raise Stale("other rules were published")
    if not snapshots.still_holds(session, proposal.tokens):
        raise Stale("stock or setup moved")
    if _needs_room(proposal) and not snapshots.has_room(session, proposal.decision.plan, proposal.tokens.at):
        raise Stale("a location is full for today")


def _needs_room(proposal: Proposal) -> bool:
    """Unless its rule says that a full location may serve too."""
    decision, rules = proposal.decision, proposal.rules.ruleset.rules
    deciding = [rule for rule in rules if rule.id == decision.rule_id or rule.id in decision.applied]
    return not any(isinstance(action, IgnoreCapacity) for rule in deciding for action in rule.actions)


def lock_world(session: Session, order: Order) -> None:
    """From here on nobody else changes the stock of the order's SKUs or gives out the day's capacity."""
    levels.locked(session, {line.sku for line in order.lines})
    limited = [place.code for place in setup(session).locations if snapshots.is_limited(place)]
    snapshots.lock_locations(session, limited)
