"""The engine's values -> the API's answers."""

from sqlmodel import Session

from connectors.rest.answers import (
    AcceptedAnswer,
    DecisionAnswer,
    EventAnswer,
    ExceptionAnswer,
    HoldAnswer,
    KeptDecisionAnswer,
    MomentAnswer,
    OrderAnswer,
    OrderDetailAnswer,
    PlanAnswer,
    ShipmentAnswer,
)
from engine import documents, rulebook
from engine.exceptions import EventResult
from engine.intake import Accepted
from engine.model import Decision, Trace
from engine.store import decisions
from engine.store.decisions import KeptDecision, OrderDetail


def decision_answer(decision: Decision, trace: Trace | None = None) -> DecisionAnswer:
    """A decision; `why` is the trace's, which is left out itself unless it is given."""
    told = trace or decision.trace
    return DecisionAnswer(
        outcome=decision.outcome,
        rule_id=decision.rule_id,
        applied=decision.applied,
        cause=decision.cause,
        why=told.why if told else (),
        plan=PlanAnswer.model_validate(decision.plan),
        holds=decision.holds,
        tags=decision.tags,
        revision=decision.revision,
        at=decision.at,
        again_at=decision.again_at,
        decide_by=decision.decide_by,
        relaxed=decision.relaxed,
        together=decision.together,
        trace=None if trace is None else trace.read(),
    )


def explained(session: Session, kept: KeptDecision) -> Trace | None:
    """The trace of a decision: the one that was kept, or else the one that replaying it gives."""
    if kept.decision.trace is not None:
        return kept.decision.trace
    rules = rulebook.numbered(session, kept.revision).compiled
    return documents.replay(decisions.reading(session, kept.id), rules, explain=True).trace


def accepted_answer(session: Session, accepted: Accepted) -> AcceptedAnswer:
    """What became of an order; its first decision, as it was kept, with its why."""
    first = decisions.kept_decisions(session, accepted.order_id)[0]
    why = explained(session, first)
    decision = decision_answer(first.decision, why).model_copy(update={"trace": None})
    return AcceptedAnswer(
        order_id=accepted.order_id,
        repeated=accepted.repeated,
        same_body=accepted.same_body,
        decision=decision,
    )


def detail_answer(detail: OrderDetail, trace: Trace | None) -> OrderDetailAnswer:
    """Everything about an order; `trace` is the current decision's."""
    kept = [kept_answer(one, trace if one.current else None) for one in detail.decisions]
    return OrderDetailAnswer(
        order=OrderAnswer.model_validate(detail.row),
        lines=detail.order.lines,
        destination=detail.order.destination,
        customer=detail.order.customer,
        problems=detail.order.problems,
        decision=next(one for one in reversed(kept) if one.current),
        decisions=[one.model_copy(update={"decision": _bare(one.decision)}) for one in kept],
        shipments=[ShipmentAnswer.model_validate(one) for one in detail.shipments],
        shortfall=detail.shortfall,
        holds=[HoldAnswer.model_validate(one) for one in detail.holds],
        exceptions=[ExceptionAnswer.model_validate(one) for one in detail.exceptions],
        timeline=[MomentAnswer.model_validate(one) for one in detail.events],
    )


def kept_answer(kept: KeptDecision, trace: Trace | None) -> KeptDecisionAnswer:
    return KeptDecisionAnswer(
        attempt=kept.attempt,
        current=kept.current,
        at=kept.at,
        reason=kept.reason,
        revision=kept.revision,
        reading_hash=kept.reading_hash,
        decision=decision_answer(kept.decision, trace),
    )


def event_answer(result: EventResult) -> EventAnswer:
    return EventAnswer.model_validate(result)


def _bare(decision: DecisionAnswer) -> DecisionAnswer:
    return decision.model_copy(update={"trace": None})
