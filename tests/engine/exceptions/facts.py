"""Hypothesis strategies for the facts of an event: every field a value or, where it may be, missing."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from engine.facts import Facts
from rulesets.operators import LOCATION_CODES, Coded, FieldType
from rulesets.scope import IDENTITY, identity
from rulesets.vocabulary import FIELDS, Field
from tests.rulesets.generated_conditions import (
    GROUPS,
    LOCATIONS,
    POOLS,
    SKUS,
    WORDS,
    instants,
    odd_texts,
)

ZONE = ZoneInfo("Europe/London")
_OF_ORDER = ("order", "destination", "customer", "network", "event", "now")
_AMOUNTS = st.integers(-5, 60) | st.sampled_from([0.5, 2.25, 1_000_000, 99.999999, 1e-6, 1e-30, 2**70])
_LOCAL = instants.map(lambda at: at.astimezone(ZONE))
_TAGS = st.frozensets(st.sampled_from([word.casefold() for word in WORDS]), max_size=3)


class Spot:
    """A place of which not every answer is known."""

    def __init__(self, kms: dict[str, float], countries: dict[str, bool], zone: str | None) -> None:
        self._kms, self._countries, self.zone = kms, countries, zone

    def km_from(self, place: str) -> float | None:
        return self._kms.get(place)

    def in_country_of(self, code: str) -> bool | None:
        return self._countries.get(code)


_CODES = st.sampled_from([code.casefold() for code in (*LOCATIONS, "52.4,-1.5")])
_SPOTS = st.builds(
    Spot,
    st.dictionaries(_CODES, st.sampled_from([0.0, 0.5, 1.0, 50.0, 80.25])),
    st.dictionaries(_CODES, st.booleans()),
    st.none() | st.sampled_from([group.casefold() for group in GROUPS]),
)


def _values(field: Field) -> SearchStrategy[Any]:
    if field.choices:
        return st.sampled_from([choice.value for choice in field.choices])
    pool = POOLS.get(field.path) or (SKUS if field.refers_to else WORDS)
    if field.path in LOCATION_CODES:
        groups = st.none() | st.sampled_from([group.casefold() for group in GROUPS])
        return st.builds(Coded, st.sampled_from([code.casefold() for code in LOCATIONS]), groups)
    words = st.sampled_from([word.casefold() for word in pool]) | odd_texts.map(str.casefold)
    return {
        FieldType.NUMBER: _AMOUNTS,
        FieldType.MONEY: st.integers(-500, 40_000),
        FieldType.SET: _TAGS,
        FieldType.INSTANT: _LOCAL,
        FieldType.PLACE: _SPOTS,
        FieldType.YES_NO: st.booleans(),
    }.get(field.type, words)


def _mapping(*entities: str) -> SearchStrategy[dict[str, Any]]:
    fields = [field for field in FIELDS.values() if field.entity in entities]
    return st.fixed_dictionaries(
        {field.path: _values(field) if field.always else st.none() | _values(field) for field in fields}
    )


_orders = st.fixed_dictionaries({IDENTITY: st.integers(0, 9).map(lambda at: identity("web", f"W-{at}"))})
_of_order = st.tuples(_mapping(*_OF_ORDER), _orders).map(lambda both: both[0] | both[1])
facts = st.builds(Facts, _of_order, st.lists(_mapping("line"), max_size=3).map(tuple), _LOCAL)
facts_of_a_location = st.builds(Facts, _mapping("location"), st.just(()), _LOCAL)
