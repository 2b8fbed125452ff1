"""Checking a draft again after an edit finds what checking it afresh finds."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.checking import Known
from rulesets.reading import Checked, check_again, problems_in
from rulesets.starters import starter
from rulesets.writing import to_data

BEGIN: dict[str, Any] = to_data(starter("wren-and-thistle"))
KINDS = ("hold", "routing", "split", "exception", "transaction")
EDITS = ("move", "drop", "copy", "break", "name", "currency", "empty")


def edited(document: dict[str, Any], what: str, kind: str, place: int) -> dict[str, Any]:
    """Another document; rules that are not touched stay the same objects."""
    rules = list(document["rules"][kind])
    at = place % len(rules) if rules else 0
    if what == "currency":
        return document | {"currency": ("EUR", "GBP")[place % 2]}
    if not rules:
        return document
    if what == "move":
        rules.insert((place * 7) % len(rules), rules.pop(at))
    elif what == "drop":
        rules.pop(at)
    elif what == "copy":
        rules.insert(at, copy.deepcopy(rules[at]))
    elif what == "break":
        rules[at] = rules[at] | {
            "when": {"all": [{"field": "order.nothing", "operator": "is", "value": "x"}]}
        }
    elif what == "name":
        rules[at] = rules[at] | {"name": f" {place}"}
    else:
        rules[at] = {}
    return document | {"rules": document["rules"] | {kind: rules}}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.sampled_from(KINDS), st.integers(0, 20)), max_size=6))
def test_what_is_found_again_is_what_is_found_afresh(steps: list[tuple[str, str, int]]) -> None:
    known = Known(locations=frozenset({"COV", "LDS", "BRS", "BTN"}), groups=frozenset())
    document, found = BEGIN, Checked()
    for step in steps:
        document = edited(document, *step)
        found = check_again(document, known, found)
        assert found.problems == problems_in(document, known)


def test_a_document_of_no_shape_is_found_again_too() -> None:
    found = check_again("rules", None, check_again(BEGIN))
    assert found.problems == problems_in("rules")
    assert check_again(BEGIN, None, found).problems == ()
