"""Orders whose rule decides together: one joint plan over the stock they share, then each kept by itself.

The plan is made without any lock, for at most so much work. Then each order is kept in a transaction of its
own, oldest first, which checks that what the plan relied on still stands but for what the orders before it
took. Where it does not, that order is decided alone, and does not wait for others again. A crash between two
of them leaves the rest due, so that the next tick plans them anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from engine import rulebook
from engine.database import Database
from engine.intake.again import rest_of
from engine.intake.due import decide_alone, settle, waits
from engine.intake.holding import CLOCK
from engine.intake.proposing import Proposal, Stale, confirm
from engine.lifecycle import By
from engine.model import Order, Snapshot
from engine.needs import needs_of
from engine.rulebook import Rules
from engine.store import levels, snapshots, working
from engine.store.levels import Place
from engine.store.snapshots import Tokens
from engine.together import Waiting, decide_together

UNTIL_THEN = "waiting"
"""The status of an order that waits for its joint plan."""

SECONDS = 5.0
"""How much work a joint plan may be."""

MOST = 400
"""How many orders are planned jointly at most; those that wait longer go first."""


_Asked = tuple[Order, Snapshot, Tokens]


def joint(session: Session, order_ids: Collection[str]) -> Mapping[str, str]:
    """The statuses of those of these orders whose rule, as it is now, decides together."""
    rules = needs_of(rulebook.live(session).compiled).joint
    if not rules or not order_ids:
        return {}
    found = working.rules_of(session, order_ids)
    return {order_id: status for order_id, (rule_id, status) in found.items() if rule_id in rules}


def decide_jointly(
    database: Database, order_ids: Sequence[str], reason: str, now: datetime
) -> tuple[str, ...]:
    """One joint plan for these orders; gives the ids of those that got on."""
    got_on: list[str] = []
    for start in range(0, len(order_ids), MOST):
        proposals = _planned(database, order_ids[start : start + MOST], now)
        got_on += _kept(database, proposals, reason, now)
    return tuple(got_on)


def _planned(database: Database, order_ids: Sequence[str], now: datetime) -> list[Proposal]:
    """A proposal for each order that still waits, planned jointly."""
    with database.read() as session:
        rules = rulebook.live(session)
        asked = [each for order_id in order_ids if (each := _asked(session, order_id, rules, now))]
    waiting = [Waiting(order, snapshot) for order, snapshot, _ in asked]
    settled = decide_together(waiting, rules.compiled, seconds=SECONDS, explain=True)
    return [
        Proposal(each.order, each.snapshot, tokens, rules, each.decision)
        for each, (_, _, tokens) in zip(settled, asked, strict=True)
    ]


def _asked(session: Session, order_id: str, rules: Rules, now: datetime) -> _Asked | None:
    record = working.look(session, order_id)
    if not waits(session, record, now):
        return None
    needs = needs_of(rules.compiled)
    order = rest_of(session, record)
    past = snapshots.past_of(session, order_id, (), needs)
    return (order, *snapshots.snapshot_for(session, order, now, past, needs, together=True))


def _kept(database: Database, proposals: Sequence[Proposal], reason: str, now: datetime) -> list[str]:
    """Keep each; the versions of the stock that these orders themselves move are followed."""
    versions: dict[Place, int] = {}
    got_on: list[str] = []
    by = By(now, CLOCK)
    for proposal in proposals:
        followed = _following(proposal, versions)
        try:
            kept, moved = database.transact(partial(_keep, proposal=followed, reason=reason, by=by))
            versions |= moved
        except Stale:
            kept = decide_alone(database, proposal.order.id, reason, now, together=True)
        got_on += [proposal.order.id] if kept else []
    return got_on


def _following(proposal: Proposal, versions: Mapping[Place, int]) -> Proposal:
    """The same proposal, relying on the stock as the orders before it left it."""
    tokens = proposal.tokens
    followed = {place: versions.get(place, version) for place, version in tokens.stock.items()}
    return replace(proposal, tokens=replace(tokens, stock=followed))


def _keep(session: Session, proposal: Proposal, reason: str, by: By) -> tuple[bool, Mapping[Place, int]]:
    """Whether the order got on, and the versions of the stock afterwards. Raises Stale."""
    record = working.order(session, proposal.order.id)
    if not waits(session, record, by.now):
        return False, {}
    if rest_of(session, record) != proposal.order:
        raise Stale("somebody changed the order")
    confirm(session, proposal)
    kept = settle(session, record, proposal, by, reason)
    balances = levels.of_skus(session, proposal.tokens.skus)
    return kept, {place: balance.version for place, balance in balances.items()}
