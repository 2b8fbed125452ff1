"""What rows and groups of the builder said of an order is what the walker's trace says."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiler import compile_ruleset
from engine.model import NodeTrace, Order, Snapshot
from engine.trying import tried
from rulesets.conditions import Group
from rulesets.model import Ruleset
from rulesets.writing import to_data
from tests.engine.decision import world
from tests.properties.orders import orders, snapshots
from tests.rulesets.generated import whens
from ui.builder.marks import marks
from ui.builder.model import EditedRule, Grp, from_plain

CASES = settings(max_examples=60, deadline=None)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Order, Snapshot, Ruleset]:
    """An order, what is seen, and a hold rule with any conditions."""
    placed = draw(orders())
    rule = world.rule("hold", "mine", when=draw(whens("hold")))
    return placed, draw(snapshots(placed, ())), world.ruleset(rule)


def marked(placed: Order, seen: Snapshot, rules: Ruleset) -> tuple[EditedRule, dict[str, str], NodeTrace]:
    edited = from_plain(to_data(rules)).rule("mine")
    walked = tried(placed, seen, compile_ruleset(rules), "mine").when
    assert edited is not None
    assert walked is not None
    return edited, marks(edited, walked), walked


@CASES
@given(asked())
def test_marks_agree_with_the_trace(case: tuple[Order, Snapshot, Ruleset]) -> None:
    edited, found, walked = marked(*case)
    assert edited.when is not None
    assert found[edited.when.id] == walked.verdict
    said = [
        (found[part.id], child.verdict) for part, child in zip(edited.when.of, walked.children, strict=True)
    ]
    assert [mark for mark, _ in said] == [verdict for _, verdict in said]


@CASES
@given(asked())
def test_the_order_of_conditions_changes_no_mark(case: tuple[Order, Snapshot, Ruleset]) -> None:
    placed, seen, rules = case
    turned = world.ruleset(world.rule("hold", "mine", when=_turned(rules.rule("mine"))))
    edited, found, _ = marked(placed, seen, rules)
    other, again, _ = marked(placed, seen, turned)
    assert _by_words(edited.when, found) == _by_words(other.when, again)


def _turned(rule: Any) -> Group:
    when: Group = rule.when
    return when.model_copy(update={"of": tuple(reversed(when.of))})


def _by_words(when: Grp | None, found: dict[str, str]) -> list[tuple[str, str]]:
    """The marks of the parts directly inside, by what these say."""
    assert when is not None
    bare = [(repr(_bare(part)), found[part.id]) for part in when.of]
    return sorted(bare)


def _bare(part: Any) -> Any:
    changes: dict[str, Any] = {"id": ""}
    if isinstance(part, Grp):
        changes["of"] = tuple(_bare(each) for each in part.of)
    elif hasattr(part, "where"):
        changes["where"] = _bare(part.where)
    return replace(part, **changes)


def test_conditions_on_lines_are_marked_by_the_line_that_tells_most() -> None:
    fragile = {"field": "line.fragile", "operator": "is_yes"}
    when = Group.model_validate(
        {"match": "all", "of": [{"lines": "any", "where": {"match": "all", "of": [fragile]}}]}
    )
    placed = world.order(world.line(1, "MUG", fragile=None), world.line(2, "VASE", fragile=True))
    rules = world.ruleset(world.rule("hold", "mine", when=when))
    edited, found, _ = marked(placed, world.snapshot(world.state("COV", {})), rules)
    assert edited.when is not None
    (part,) = edited.when.of
    assert found[part.where.of[0].id] == "matched"  # type: ignore[union-attr]
