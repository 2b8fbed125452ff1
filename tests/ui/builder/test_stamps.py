"""An entry keeps what is typed in it unless an edit elsewhere gave it another value."""

from dataclasses import replace

from ui.builder.model import Act, Cond, EditedRule, EditedRules, Grp
from ui.builder.stamps import again, given_anew

HOLD = Act("a", "hold", {"reason": "Look", "owner": "Dan"})
RULE = EditedRule("r", "Big", "hold", when=Grp("g", of=(Cond("n", "order.total", "is", "1"),)), then=(HOLD,))
RULES = EditedRules({}, (RULE,))


def anew(after: EditedRule) -> list[str]:
    return list(given_anew(RULES, replace(RULES, rules=(after,))))


def test_nothing_is_given_anew_where_nothing_changed() -> None:
    assert anew(RULE) == []
    assert anew(replace(RULE)) == []


def test_another_operator_leaves_the_value_to_whoever_types_it() -> None:
    row = Cond("n", "order.total", "more_than", "1")
    assert anew(replace(RULE, when=Grp("g", of=(row,)))) == []


def test_another_field_or_value_is_given_anew() -> None:
    for row in (Cond("n", "order.total", "is", "2"), Cond("n", "order.subtotal", "is", "1")):
        assert anew(replace(RULE, when=Grp("g", of=(row,)))) == ["n"]


def test_an_argument_that_changes_leaves_the_others() -> None:
    assert anew(replace(RULE, then=(replace(HOLD, given={"reason": "Look", "owner": "Helen"}),))) == [
        "a.owner"
    ]


def test_a_new_part_needs_no_stamp() -> None:
    rows = (*RULE.when.of, Cond("m", "order.total", "is", "2")) if RULE.when else ()
    assert anew(replace(RULE, when=Grp("g", of=rows))) == []


def test_the_rules_own_texts_have_one_stamp() -> None:
    assert anew(replace(RULE, name="Bigger")) == ["r"]
    assert again(again({}, "r"), "r", "n") == {"r": 2, "n": 1}
