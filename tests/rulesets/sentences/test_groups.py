"""Sentences of groups: what differs in meaning differs in words."""

from collections.abc import Iterator
from itertools import combinations, product

from rulesets.actions import Tag, Where
from rulesets.conditions import Condition, Group, Lines, Node
from rulesets.model import Rule, RuleKind
from rulesets.sentences import Names, action_words, node_text, rule_sentence
from rulesets.sentences.spans import text_of

GIFT = Condition(field="order.gift", operator="is_yes")
WEB = Condition(field="order.channel", operator="one_of", value=("web", "phone"))
DEAR = Condition(field="order.total", operator="at_least", value="300.00 GBP")
FRAGILE = Condition(field="line.fragile", operator="is_yes")
CANDLES = Condition(field="line.category", operator="one_of", value=("candles", "ceramics"))
HEAVY = Condition(field="line.weight", operator="more_than", value=500)
OPEN = Condition(field="location.open_now", operator="is_yes")
NEAR = Condition(field="location.distance", operator="at_most", value=80)
FRESH = Condition(field="location.group", operator="one_of", value=("north", "south"))

Table = tuple[bool | None, ...]


def _judged(node: Node, seen: dict[Condition, bool | None]) -> bool | None:
    """Kleene's three values of a node, given those of its conditions; lines are judged as one line."""
    if isinstance(node, Condition):
        return seen[node]
    if isinstance(node, Lines):
        inside = _judged(node.where, seen)
        return (None if inside is None else not inside) if node.lines == "none" else inside
    parts = [_judged(part, seen) for part in node.of]
    if node.match == "all":
        return False if False in parts else None if None in parts else True
    some = True if True in parts else None if None in parts else False
    return some if node.match == "any" or some is None else not some


def _meaning(node: Node, conditions: tuple[Condition, ...]) -> Table:
    return tuple(
        _judged(node, dict(zip(conditions, values, strict=True)))
        for values in product((True, False, None), repeat=len(conditions))
    )


def _trees(conditions: tuple[Condition, ...], depth: int) -> list[Node]:
    """Every group of up to three parts over these conditions, in their order, this many groups deep."""
    parts: list[Node] = list(conditions)
    for _ in range(depth):
        parts = [*conditions, *_groups_over([*conditions, *_sampled(parts[3:])])]
    return [part for part in parts if isinstance(part, Group)]


def _sampled(trees: list[Node], most: int = 14) -> list[Node]:
    return trees[:: max(1, len(trees) // most)]


def _groups_over(parts: list[Node]) -> Iterator[Group]:
    for match in ("all", "any", "none"):
        for size in (1, 2, 3):
            for of in combinations(parts, size):
                yield Group(match=match, of=of)


def _same_words_mean_the_same(trees: list[Node], conditions: tuple[Condition, ...], words: list[str]) -> int:
    by_words: dict[str, tuple[Node, Table]] = {}
    for tree, said in zip(trees, words, strict=True):
        meaning = _meaning(tree, conditions)
        first, known = by_words.setdefault(said, (tree, meaning))
        assert known == meaning, f"{said}\n{first}\n{tree}"
    return len(by_words)


def _rule(when: Group) -> Rule:
    return Rule(id="a", name="A", kind=RuleKind.TRANSACTION, when=when, then=(Tag(tag="gift"),))


def test_different_groupings_read_differently() -> None:
    conditions = (GIFT, WEB, DEAR)
    trees = _trees(conditions, 2) + _trees(conditions, 3)
    words = [rule_sentence(_rule(tree), Names()) for tree in trees if isinstance(tree, Group)]
    assert len(trees) > 3_000
    assert _same_words_mean_the_same(trees, conditions, words) > 1_500


def test_different_groupings_of_what_is_asked_of_lines_read_differently() -> None:
    conditions = (FRAGILE, CANDLES, HEAVY)
    trees: list[Node] = [
        Lines(lines=match, where=tree)
        for tree in _trees(conditions, 2)
        if isinstance(tree, Group)
        for match in ("any", "none")
    ]
    words = [node_text(tree, Names()) for tree in trees]
    assert _same_words_mean_the_same(trees, conditions, words) > 2_000


def test_a_clause_after_a_line_is_not_taken_for_more_of_the_line() -> None:
    conditions = (GIFT, FRAGILE, CANDLES)
    lines = [Lines(lines="any", where=tree) for tree in _groups_over([FRAGILE, CANDLES])]
    trees: list[Node] = [
        Group(match=outer, of=of)
        for outer in ("all", "any", "none")
        for size in (1, 2, 3)
        for of in combinations([GIFT, *lines[:9], Group(match="any", of=(lines[0], GIFT))], size)
    ]
    words = [node_text(tree, Names()) for tree in trees]
    assert _same_words_mean_the_same(trees, conditions, words) > 100


def test_different_groupings_of_what_is_asked_of_a_location_read_differently() -> None:
    conditions = (OPEN, NEAR, FRESH)
    trees = _trees(conditions, 2)
    words = [
        text_of(action_words(Where(where=tree), Names(), ())) for tree in trees if isinstance(tree, Group)
    ]
    assert _same_words_mean_the_same(trees, conditions, words) > 500


def test_groups_that_add_nothing_leave_no_words() -> None:
    plain = Group(match="all", of=(GIFT, DEAR))
    wrapped = Group(match="all", of=(Group(match="any", of=(GIFT,)), Group(match="all", of=(DEAR,))))
    assert rule_sentence(_rule(wrapped), Names()) == rule_sentence(_rule(plain), Names())
    assert rule_sentence(_rule(plain), Names()) == (
        "When the order is a gift, and the total is £300.00 or more: tag the order gift."
    )


def test_a_rule_without_conditions_is_for_every_order() -> None:
    assert rule_sentence(_rule(Group(match="all")), Names()) == "For every order: tag the order gift."
