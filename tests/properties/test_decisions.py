import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import documents
from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.model import Decision, Order, Snapshot
from engine.needs import needs_of
from engine.quantities import Quantities
from rulesets.model import Rule, RuleKind, Ruleset
from tests.properties.orders import orders, snapshots
from tests.rulesets.generated import rulesets

THOROUGH = settings(max_examples=80, deadline=None)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Order, Snapshot, Ruleset]:
    """An order, what is seen, and rules; now and then the hold of one of them was lifted."""
    rules = draw(rulesets())
    placed = draw(orders())
    lifted = tuple([rule.id for rule in rules.of_kind(RuleKind.HOLD)])
    return placed, draw(snapshots(placed, lifted)), rules


Case = tuple[Order, Snapshot, Ruleset]


@THOROUGH
@given(cases())
def test_explaining_a_decision_does_not_change_it(case: Case) -> None:
    placed, seen, rules = case
    compiled = compile_ruleset(rules)
    plain, told = decide(placed, seen, compiled), decide(placed, seen, compiled, explain=True)
    assert plain == told
    assert plain.trace is None
    assert told.trace is not None
    assert told.trace.why
    assert all(sentence.endswith((".", "!", "?", "”")) for sentence in told.trace.why)
    kinds = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING, RuleKind.TRANSACTION)
    assert [rule.rule_id for rule in told.trace.rules] == [
        rule.id for kind in kinds for rule in rules.of_kind(kind)
    ]


@THOROUGH
@given(cases())
def test_a_decision_accounts_for_every_unit_or_plans_nothing(case: Case) -> None:
    placed, seen, rules = case
    decision = decide(placed, seen, compile_ruleset(rules))
    sent = Quantities.of([line for shipment in decision.plan.shipments for line in shipment.lines])
    short = Quantities.of(decision.plan.shortfall)
    if decision.outcome == "held" and not sent:
        assert not short
    else:
        assert sent + short == Quantities.of(placed.lines)
    assert (decision.outcome == "held") == bool(decision.holds)
    shown = {"routed": (True, False), "held": (bool(sent), bool(short))}
    part = (True, True) if decision.outcome.startswith("part_") else (False, True)
    assert (bool(sent), bool(short)) == shown.get(decision.outcome, part)
    assert (decision.outcome == "waiting") <= (decision.again_at is not None)
    assert decision.again_at is None or decision.again_at > seen.at


@THOROUGH
@given(cases())
def test_a_decision_reads_its_order_and_snapshot_and_changes_nothing(case: Case) -> None:
    before = deepcopy(case)
    first = decide(*case[:2], compile_ruleset(case[2]))
    assert case == before
    assert first == decide(*case[:2], compile_ruleset(case[2]))


@THOROUGH
@given(cases())
def test_a_decision_is_made_again_from_what_it_read(case: Case) -> None:
    placed, seen, rules = case
    compiled = compile_ruleset(rules)
    decision = decide(placed, seen, compiled, explain=True)
    reading = documents.reading(placed, seen, decision, all_services=needs_of(compiled).services)
    kept = json.loads(json.dumps(reading))
    again = documents.replay(kept, rules, explain=True)
    assert again == decision
    assert again.trace == decision.trace
    assert documents.hash_of(kept) == documents.hash_of(reading)


@THOROUGH
@given(cases())
def test_documents_give_back_what_they_were_made_of(case: Case) -> None:
    placed, seen, rules = case
    decision = decide(placed, seen, compile_ruleset(rules), explain=True)
    assert documents.read_order(_stored(documents.order(placed))) == placed
    back: Decision = documents.read_decision(_stored(documents.decision(decision)))
    assert (back, back.trace) == (decision, decision.trace)


def _stored(document: object) -> dict[str, object]:
    found: dict[str, object] = json.loads(json.dumps(document))
    return found


@settings(max_examples=40, deadline=None)
@given(cases(), st.data())
def test_rules_that_did_not_match_and_were_not_asked_do_not_matter(case: Case, data: st.DataObject) -> None:
    """Switching off a rule that had no say leaves the decision as it was, but for the revision."""
    placed, seen, rules = case
    decision = decide(placed, seen, compile_ruleset(rules), explain=True)
    assert decision.trace is not None
    idle = [one.rule_id for one in decision.trace.rules if one.verdict in ("not_matched", "unknown", "off")]
    chosen = [rule for rule in rules.rules if rule.id in idle and not rule.default]
    if not chosen:
        return
    out: Rule = data.draw(st.sampled_from(chosen))
    fewer = rules.model_copy(update={"rules": tuple(rule for rule in rules.rules if rule.id != out.id)})
    other = decide(placed, seen, compile_ruleset(fewer))
    assert (other.outcome, other.plan, other.holds) == (decision.outcome, decision.plan, decision.holds)


def test_other_rules_do_not_replay_a_decision() -> None:
    from rulesets.starters import new_ruleset, starter
    from tests.engine.decision.world import order, snapshot, state

    placed, seen = order("MUG"), snapshot(state("COV", {"MUG": 1}))
    made_by, other = starter("wren-and-thistle"), new_ruleset("Other", "GBP", "Europe/London", "GB")
    reading = documents.reading(placed, seen, decide(placed, seen, compile_ruleset(made_by)))
    with pytest.raises(documents.OtherRuleset, match="these rules are"):
        documents.replay(reading, other)
