"""What is heard beside the exact sentence, what is marked where, and what is suggested for typing on."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.hearing import Miss, completions, hear
from rulesets.model import RuleKind
from rulesets.sentences import Names, rule_sentence
from rulesets.starters import rule_starters, starter
from tests.rulesets.generated import rules

LONDON = ZoneInfo("Europe/London")
NAMES = Names({"COV": "Coventry", "LDS": "Leeds", "BRS": "Bristol", "BTN": "Brighton"}, LONDON)
HOLD = ": hold the order because of “Check” until Ops lifts it."
NEXT = ". Otherwise go on to the next rule."


def _when(words: str) -> Any:
    heard = hear(f"When {words}{HOLD}", "hold", NAMES)
    assert heard.misses == ()
    assert heard.rule is not None
    return heard.rule["when"]


TOTAL = {"field": "order.total", "operator": "at_least", "value": "50.00 GBP"}
GB = {"field": "destination.country", "operator": "is", "value": "GB"}


@pytest.mark.parametrize(
    "words",
    [
        "the total is £50.00 or more, and the country is GB",
        "the total is £50 or more and the country is “GB”",
        "THE TOTAL  IS gbp 50 or more ,and the country is GB",
        'the total is 50 or more, and the country is "GB"',
        "the total is 50.00 GBP or more, and the country is GB",
        "both the total is £50 or more and the country is GB",
    ],
)
def test_letter_case_blanks_commas_and_ways_to_write_money_do_not_matter(words: str) -> None:
    assert _when(words) == {"all": [TOTAL, GB]}


def test_an_amount_without_more_is_meant_exactly() -> None:
    assert _when("the total is £50") == {"all": [{**TOTAL, "operator": "is"}]}


def test_the_full_stop_at_the_end_may_be_missing() -> None:
    assert hear("for every order: tag the order gift", "transaction", NAMES).misses == ()


def test_what_a_sentence_does_not_say_stays_as_it_was() -> None:
    kept = {"id": "mine", "name": "Mine", "enabled": False, "owner": "Ann", "note": "Why"}
    dates = {"valid_from": "2026-07-01T00:00:00+00:00"}
    heard = hear(
        "For every order: tag the order gift.", "transaction", NAMES, {**kept, **dates, "when": None}
    )
    assert heard.rule == {
        **kept,
        **dates,
        "when": {"all": []},
        "then": [{"action": "tag", "tag": "gift"}],
    }


def test_dates_are_heard_in_the_zone_of_the_shop() -> None:
    said = (
        "From 1 July 2026 at 01:00 until 1 December 2026 at 00:00 GMT, for every order: tag the order gift."
    )
    heard = hear(said, "transaction", NAMES).rule or {}
    assert heard["valid_from"] == "2026-07-01T00:00:00+00:00"
    assert heard["valid_until"] == "2026-12-01T00:00:00+00:00"


def _marked(text: str, kind: str, names: Names = NAMES) -> list[tuple[str, tuple[str, ...]]]:
    heard = hear(text, kind, names)
    assert heard.rule is None
    assert heard.misses
    return [(text[miss.start : miss.end], miss.meanings) for miss in heard.misses]


@pytest.mark.parametrize(
    ("words", "marked", "meaning"),
    [
        ("the totl is £5 or more", "the totl", "the total"),
        ("the total is beter than £5", "is beter than", "is more than"),
        ("the total is $5 or more", "$5", "£5.00"),
        ("the service is expres", "expres", "express"),
        ("the location where it is collected is Leds", "Leds", "Leeds"),
        ("the note contains out of stock", "out of stock", "“out of stock”"),
        ("the country is GB annd the total is £5 or more", " annd", ", and"),
        ("the moment is on a Satruday", "Satruday", "Saturday"),
        ("the moment is between 25:00 and 17:00", "25:00", "09:00"),
        ("eiher the order is a gift or the country is GB", "eiher", "either"),
        ("any line is candels and costss £5 or more", "costss", "costs"),
    ],
)
def test_a_mistake_is_marked_where_it_stands_and_its_meaning_can_be_put_there(
    words: str, marked: str, meaning: str
) -> None:
    text = f"When {words}{HOLD}"
    (miss,) = hear(text, "hold", NAMES).misses
    assert text[miss.start : miss.end] == marked
    assert meaning in miss.meanings
    assert hear(_put(text, miss, meaning), "hold", NAMES).misses == ()


def _put(text: str, miss: Miss, meaning: str) -> str:
    return text[: miss.start] + meaning + text[miss.end :]


def test_each_mistake_of_a_sentence_is_marked() -> None:
    text = f"When the chanel is web shop, and the service is expres: choose Leds, nerest first{NEXT}"
    assert [marked for marked, _ in _marked(text, "routing")] == ["the chanel", "expres", "Leds", "nerest"]


def test_words_after_the_end_are_marked() -> None:
    assert _marked(f"For every order: choose Leeds{NEXT} Thanks!", "routing") == [("Thanks!", ())]


def test_an_empty_entry_says_how_sentences_begin() -> None:
    assert _marked("", "routing")[0][1][:3] == ("When", "Unless", "For every order")
    assert _marked("  ", "hold")[0][1][0] == "When"


def test_a_sentence_that_ends_too_early_says_how_it_goes_on() -> None:
    assert (
        _marked("For every order: choose Leeds", "routing")[0]
        == (
            "",
            (". Otherwise", " or", " and", " within"),
        )
        or ". Otherwise" in _marked("For every order: choose Leeds", "routing")[0][1]
    )


def test_and_and_or_are_not_mixed() -> None:
    text = f"When the order is a gift, or the country is GB, and the total is £5 or more{HOLD}"
    (miss,) = hear(text, "hold", NAMES).misses
    assert text[miss.start : miss.end] == ", and"
    assert "either … or …" in miss.message


def test_a_table_cannot_be_typed() -> None:
    (miss,) = hear("For every order: by table (the first row that fits): row 1", "hold", NAMES).misses
    assert miss.message == "A decision table cannot be typed as a sentence."


def test_what_is_understood_and_not_allowed_is_marked_with_the_reason() -> None:
    text = "For every order: tell the customer “x”."
    (miss,) = hear(text, "transaction", NAMES).misses
    assert text[miss.start : miss.end] == "tell the customer “x”"
    assert "No message service is connected" in miss.message


def test_a_name_that_two_locations_have_is_asked_for_by_code() -> None:
    names = Names({"LDS": "Leeds", "LD2": "Leeds"}, LONDON)
    assert _marked(f"For every order: choose Leeds{NEXT}", "routing", names) == [
        ("Leeds", ("Leeds [LDS]", "Leeds [LD2]"))
    ]


@pytest.mark.parametrize(
    "text", ["日本語 ☃ \u200b", "“", "When " * 500, "x" * 30_000, "((((", "When the total is “"]
)
@pytest.mark.parametrize("kind", list(RuleKind))
def test_anything_may_be_typed(text: str, kind: RuleKind) -> None:
    for miss in hear(text, kind, NAMES).misses:
        assert 0 <= miss.start <= miss.end <= len(text)
    completions(text, len(text), kind, NAMES)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(list(RuleKind)))
def test_any_text_is_marked_within_itself(text: str, kind: RuleKind) -> None:
    for miss in hear(text, kind, NAMES).misses:
        assert 0 <= miss.start <= miss.end <= len(text)


SENTENCES = [
    (rule.kind, rule_sentence(rule, NAMES))
    for rule in (
        *starter("wren-and-thistle").rules,
        *(rule for each in rule_starters() for rule in each.rules()),
    )
    if not rule.default
]


def _understood(text: str, kind: str) -> int:
    """How far from the beginning a text is understood."""
    misses = hear(text, kind, NAMES).misses
    return min((miss.start for miss in misses), default=len(text))


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
@settings(max_examples=12, deadline=None)
@given(st.data())
def test_what_is_suggested_anywhere_is_understood(kind: str, sentence: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(sentence)))
    offered = completions(sentence, cursor, kind, NAMES)
    for each in data.draw(st.lists(st.sampled_from(offered), max_size=3)) if offered else ():
        written = sentence[: each.start] + each.insert
        assert _understood(written, kind) >= len(written.rstrip()), (
            written,
            hear(written, kind, NAMES).misses,
        )


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(list(RuleKind)))
def test_a_letter_more_never_breaks_the_hearing(data: st.DataObject, kind: RuleKind) -> None:
    rule = data.draw(rules(kind).filter(lambda rule: rule.table is None))
    sentence = rule_sentence(rule, NAMES)
    at = data.draw(st.integers(0, len(sentence)))
    text = sentence[:at] + data.draw(st.sampled_from("x ,.:“”0£")) + sentence[at:]
    for miss in hear(text, kind, NAMES).misses:
        assert 0 <= miss.start <= miss.end <= len(text)
        assert miss.message


def test_the_scope_of_a_rule_is_heard() -> None:
    said = "For 20% of orders from web shop to the country GB and the region Kent: tag the order gift."
    assert (hear(said, "transaction", NAMES).rule or {})["scope"] == {
        "percent": 20,
        "channels": ["web"],
        "countries": ["GB"],
        "regions": ["Kent"],
    }


def test_a_unit_is_suggested_only_where_the_figure_is_whole_in_what_is_counted() -> None:
    def units(figure: str) -> set[str]:
        text = f"When the event is a rejected shipment: suspend the SKU at the location for {figure}"
        return {each.insert.strip() for each in completions(text, len(text), "exception", NAMES)}

    assert units("1") == {"hours", "days"}
    assert units("120") == {"minutes", "hours", "days"}


def test_only_the_distance_is_suggested_without_a_comma() -> None:
    text = "For every order: choose among stores"
    offered = {each.insert.strip() for each in completions(text, len(text), "routing", NAMES)}
    assert "within" in offered
    assert not {"even when today’s capacity is used up", "in the customer’s country"} & offered
