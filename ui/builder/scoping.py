"""Edits of a rule's scope, and what the builder shows of scope, validity, owner and note. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rulesets.scope import SCOPED
from rulesets.sentences.words import listed, moment
from rulesets.vocabulary import FIELDS
from ui.builder import values
from ui.builder.model import EditedRule, Value
from ui.builder.views import FactsView, Option, ScopeList
from ui.words import scope as words


def set_percent(rule: EditedRule, text: str) -> EditedRule:
    """The rule for so many percent of orders; empty is all. What is no number stays as typed."""
    return _with(rule, "percent", values.read_number(text) if text.strip() else None)


def add_values(rule: EditedRule, key: str, text: str) -> EditedRule:
    """The rule with these values, parted as they are pasted, in one of the lists of its scope."""
    typed = values.read_many(text)
    more = tuple(each.upper() for each in typed) if key == "countries" else typed
    now = {each.casefold(): each for each in (*_list(rule, key), *more)}
    return _with(rule, key, tuple(now.values()))


def remove_value(rule: EditedRule, key: str, value: str) -> EditedRule:
    """The rule without this value in one of the lists of its scope."""
    return _with(rule, key, tuple(each for each in _list(rule, key) if str(each) != value))


def _list(rule: EditedRule, key: str) -> tuple[Any, ...]:
    found = (rule.scope or {}).get(key) or ()
    return found if isinstance(found, tuple) else (found,)


def _with(rule: EditedRule, key: str, value: Value) -> EditedRule:
    """The rule with another value in its scope; a scope that says nothing is none."""
    given: Mapping[str, Value] = {**(rule.scope or {}), key: value}
    kept = {name: given[name] for name in (*SCOPED, "percent") if given.get(name) not in (None, ())}
    return replace(rule, scope=kept or None)


def facts_view(rule: EditedRule, zone: str) -> FactsView:
    """The line under the rule's name, and the lists of its scope."""
    scope = rule.scope or {}
    percent = scope.get("percent")
    return FactsView(
        owner=rule.owner or words.NO_OWNER,
        validity=words.validity(_moment(rule.valid_from, zone), _moment(rule.valid_until, zone)),
        scope=_scope_words(rule),
        note=rule.note.partition("\n")[0] or words.NO_NOTE,
        percent="" if percent is None else str(percent),
        lists=[_view(rule, key) for key in SCOPED],
    )


def _scope_words(rule: EditedRule) -> str:
    """As in `20% of orders, Web shop or Phone, all regions`."""
    percent = (rule.scope or {}).get("percent")
    said = {key: listed([_label(key, each) for each in _list(rule, key)]) for key in SCOPED}
    places = " and ".join(filter(None, (said["countries"], said["regions"])))
    parts = (said["channels"], places or words.ALL_REGIONS, said["categories"])
    return ", ".join(filter(None, (words.share(percent), *parts)))


def _view(rule: EditedRule, key: str) -> ScopeList:
    chosen = _list(rule, key)
    known = FIELDS[SCOPED[key]].choices
    return ScopeList(
        key=key,
        label=words.LISTS[key],
        chips=[Option(str(each), _label(key, each)) for each in chosen],
        options=[Option(each.value, each.label) for each in known if each.value not in chosen],
        closed=bool(known),
    )


def _label(key: str, value: object) -> str:
    known = FIELDS[SCOPED[key]].choices
    return next((each.label for each in known if each.value == value), str(value))


def _moment(written: str, zone: str) -> str:
    """A written instant as people read it; as written when it cannot be read."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    return moment(at, ZoneInfo(zone)) if at.tzinfo else written
