"""A good ruleset as plain data, to be spoilt in one place, and what is then said about it."""

from copy import deepcopy
from typing import Any

import pytest

from rulesets.checking import Known
from rulesets.model import default_rules
from rulesets.problems import Problem, Refused
from rulesets.reading import problems_in, read_ruleset
from rulesets.writing import rule_data

WEB = {"field": "order.channel", "operator": "is", "value": "web"}
LINE = {"field": "line.sku", "operator": "is", "value": "MUG"}
NEAREST = {"action": "rank", "by": "nearest"}
IN_WHEN = "routing rule 1, when, all of these, 1st condition"


def data_with(kind: str = "routing", **rule: Any) -> dict[str, Any]:
    """A good ruleset with one rule of this kind before its default; `...` takes a key away."""
    kinds: dict[str, dict[str, Any]] = {
        "routing": {"then": [NEAREST], "otherwise": "next_rule"},
        "hold": {"then": [{"action": "hold", "reason": "Look", "owner": "Ops"}]},
        "split": {"then": [{"action": "split", "policy": "units"}]},
        "exception": {"then": [{"action": "reroute", "at_most": 2}]},
        "transaction": {"then": [{"action": "tag", "tag": "gift"}]},
    }
    one = {"id": "mine", "name": "Mine", "when": {"all": [WEB]}, **kinds[kind], **rule}
    rules: dict[str, Any] = {default.kind.value: [rule_data(default)] for default in default_rules()}
    rules[kind] = [{key: value for key, value in one.items() if value is not ...}, *rules[kind]]
    header = {"switchyard": 1, "name": "Shop", "currency": "GBP", "zone": "Europe/London", "country": "GB"}
    return {**header, "rules": rules}


def refused(data: Any, known: Known | None = None) -> list[Problem]:
    before = deepcopy(data)
    with pytest.raises(Refused) as caught:
        read_ruleset(data, known)
    assert data == before
    assert list(caught.value.problems) == list(problems_in(data, known))
    return list(caught.value.problems)


def only(data: Any, known: Known | None = None) -> Problem:
    (problem,) = refused(data, known)
    return problem


def when(*nodes: Any, kind: str = "routing", match: str = "all") -> dict[str, Any]:
    return data_with(kind, when={match: list(nodes)})


def nested(depth: int) -> dict[str, Any]:
    return {"any": [WEB if depth == 1 else nested(depth - 1)]}
