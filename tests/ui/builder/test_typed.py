"""What is shown while a rule is typed as a sentence, and what the rule is after it."""

from itertools import count
from typing import Any

import pytest

from ui.builder.fields import Names
from ui.builder.model import EditedRule, from_plain, plain_rule
from ui.builder.typed import rewritten, sentence_of, typed_view

NAMES = Names((("COV", "Coventry"), ("LDS", "Leeds")), "Europe/London", "GBP")
PLAIN: dict[str, Any] = {
    "id": "mine",
    "name": "Mine",
    "enabled": False,
    "when": {"all": [{"field": "order.channel", "operator": "is", "value": "web"}]},
    "then": [{"action": "rank", "by": "nearest"}],
    "otherwise": "next_rule",
    "valid_from": "2026-07-01T00:00:00+00:00",
    "owner": "Ann",
}
SAID = (
    "When the channel is web shop: choose among all locations, nearest first. "
    "Otherwise go on to the next rule."
)


def rule() -> EditedRule:
    return from_plain({"rules": {"routing": [PLAIN]}}).rules[0]


def test_a_sentence_changes_what_it_says_and_keeps_the_rest() -> None:
    ids = count()
    typed = "When the channel is phone: choose Leeds. Otherwise cancel the order."
    after = rewritten(rule(), typed, NAMES, lambda: f"x{next(ids)}")
    assert plain_rule(after) == {
        **PLAIN,
        "when": {"all": [{"field": "order.channel", "operator": "is", "value": "phone"}]},
        "then": [{"action": "only_locations", "locations": ["LDS"]}],
        "otherwise": "cancel",
    }


def test_the_entry_begins_with_the_sentence_without_its_dates() -> None:
    assert sentence_of(rule(), NAMES) == SAID
    assert plain_rule(rewritten(rule(), SAID, NAMES, lambda: "x")) == PLAIN


def test_the_word_that_is_being_typed_is_no_mistake() -> None:
    view = typed_view(rule(), "When the chan", 13, NAMES)
    assert view.missed == []
    assert view.suggested[0].said == "the channel"
    assert view.status == "1 way to go on."


def test_a_mistake_is_marked_with_what_it_could_mean() -> None:
    view = typed_view(rule(), SAID.replace("channel", "chanel"), 0, NAMES)
    assert [piece.text for piece in view.pieces if piece.bad] == ["the chanel"]
    assert view.missed[0].meanings[0].said == "the channel"
    assert not view.understood
    assert view.preview == []


def test_the_rule_is_shown_as_it_will_read() -> None:
    view = typed_view(rule(), SAID.lower().removesuffix("."), 0, NAMES)
    assert view.understood
    assert "".join(span.text for span in view.preview).endswith(SAID[1:])


def test_what_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="not understood"):
        rewritten(rule(), "Whenever", NAMES, lambda: "x")
