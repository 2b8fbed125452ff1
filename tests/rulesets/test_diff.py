"""What changed between two rulesets, as a person reads it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.actions import Rank, Tag, WithinKm
from rulesets.conditions import Condition, Group
from rulesets.diff import changes, marked, word_changes
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from rulesets.sentences import Names

WEB = Condition(field="order.channel", operator="is", value="web")
NAMES = Names()


def _routing(rule_id: str, km: int = 250, *, enabled: bool = True, name: str = "Nearest") -> Rule:
    return Rule(
        id=rule_id,
        name=name,
        kind=RuleKind.ROUTING,
        enabled=enabled,
        when=Group(match="all", of=(WEB,)),
        then=(WithinKm(km=km), Rank(by="nearest")),
        otherwise="next_rule",
    )


def _ruleset(*rules: Rule, name: str = "Shop", currency: str = "GBP") -> Ruleset:
    return Ruleset(name=name, currency=currency, zone="Europe/London", rules=(*rules, *default_rules()))


def _lines(old: Ruleset, new: Ruleset) -> list[str]:
    return [str(change) for change in changes(old, new, NAMES)]


def test_nothing_changed_between_equal_rulesets() -> None:
    assert _lines(_ruleset(_routing("a")), _ruleset(_routing("a"))) == []


def test_a_changed_threshold_shows_the_word_that_went_and_the_one_that_came() -> None:
    assert _lines(_ruleset(_routing("a")), _ruleset(_routing("a", 180))) == [
        (
            "changed routing rule “Nearest”: When the channel is web shop: choose among all locations within "
            "[-250-]{+180+} km, nearest first. Otherwise go on to the next rule."
        )
    ]


def test_added_and_removed_rules_are_shown_whole() -> None:
    tag = Rule(
        id="t", name="Tag", kind=RuleKind.TRANSACTION, when=Group(match="all"), then=(Tag(tag="gift"),)
    )
    assert _lines(_ruleset(), _ruleset(tag)) == [
        "added transaction rule “Tag”: {+For every order: tag the order gift.+}"
    ]
    assert _lines(_ruleset(tag), _ruleset()) == [
        "removed transaction rule “Tag”: [-For every order: tag the order gift.-]"
    ]


def test_switching_off_and_on_is_no_change_of_the_sentence() -> None:
    on, off = _ruleset(_routing("a")), _ruleset(_routing("a", enabled=False))
    assert [change.kind for change in changes(on, off, NAMES)] == ["switched_off"]
    assert [change.kind for change in changes(off, on, NAMES)] == ["switched_on"]


def test_moving_one_rule_to_the_front_is_one_change() -> None:
    a, b, c = (_routing(rule_id, name=rule_id) for rule_id in "abc")
    assert _lines(_ruleset(a, b, c), _ruleset(c, a, b)) == [
        "moved routing rule “c”, place: place [-3rd-]{+1st+}"
    ]


def test_adding_a_rule_moves_no_other() -> None:
    a, b, c = (_routing(rule_id, name=rule_id) for rule_id in "abc")
    assert [change.kind for change in changes(_ruleset(a, b), _ruleset(c, a, b), NAMES)] == ["added"]


def test_name_note_and_the_ruleset_s_own_fields_are_changes_too() -> None:
    old = _ruleset(_routing("a"))
    rule = _routing("a").model_copy(update={"name": "Closest", "note": "Asked for by Leeds"})
    new = _ruleset(rule, name="Gift shop", currency="EUR")
    assert _lines(old, new) == [
        "changed ruleset, name: [-Shop-]{+Gift shop+}",
        "changed ruleset, currency: [-GBP-]{+EUR+}",
        "changed routing rule “Closest”, name: [-Nearest-]{+Closest+}",
        "changed routing rule “Closest”, note: {+Asked for by Leeds+}",
    ]


def test_the_same_words_in_another_form_are_said_to_be_only_that() -> None:
    grouped = _routing("a").model_copy(update={"when": Group(match="any", of=(WEB,))})
    found = changes(_ruleset(_routing("a")), _ruleset(grouped), NAMES)
    assert [(change.kind, change.about) for change in found] == [("changed", "form")]


def test_neighbouring_changed_words_stay_one_phrase() -> None:
    assert marked(word_changes("when the total is high, go", "when any line costs much, go")) == (
        "when [-the total is high-]{+any line costs much+}, go"
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", " ", ", ", "“x y”", "“"])),
    st.lists(st.sampled_from(["a", "c", " ", "."])),
)
def test_both_texts_can_be_read_back_from_their_differences(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    spans = word_changes(before, after)
    assert "".join(span.text for span in spans if span.mark != "ins") == before
    assert "".join(span.text for span in spans if span.mark != "del") == after


@settings(max_examples=200, deadline=None)
@given(st.permutations(list("abcdef")))
def test_taking_out_the_moved_rules_leaves_the_others_in_their_order(order: list[str]) -> None:
    old = _ruleset(*(_routing(rule_id) for rule_id in "abcdef"))
    new = _ruleset(*(_routing(rule_id) for rule_id in order))
    moved = {change.rule_id for change in changes(old, new, NAMES)}
    kept = [rule_id for rule_id in order if rule_id not in moved]
    assert kept == sorted(kept)
    assert len(moved) < 6
