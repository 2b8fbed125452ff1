"""Plain data -> Condition, Lines and Group. Only the shape is read here; `checking` judges what they say."""

from typing import Any, get_args

from rulesets.checking.conditions import UNREAD
from rulesets.conditions import DEEPEST, Condition, Group, Lines, LinesMatch, Match, Node, one_form
from rulesets.nearest import did_you_mean
from rulesets.problems import GROUP_WORDS, Place, ordinal
from rulesets.reading.shape import Found, listed, mapping, refuse_unknown
from rulesets.scalars import plain, shown

MATCHES: tuple[Match, ...] = get_args(Match)
LINE_MATCHES: tuple[LinesMatch, ...] = get_args(LinesMatch)
_A_GROUP = "a group: all, any or none, with a list of conditions"


def read_group(data: object, place: Place, found: Found, depth: int = 1) -> Group | None:
    """The group that `data` holds, as in {all: [...]}; None when it is no group. Conditions that cannot
    be read are problems, and UNREAD stands in for them, so that the others can still be checked."""
    read = mapping(data, place, found, _A_GROUP)
    if read is None:
        return None
    match = _match_of(read, place, found)
    if match is None:
        return None
    if depth > DEEPEST:
        message = f"Groups stand more than {DEEPEST} deep in each other."
        found.append(place.problem("R207", message, "Move the inner conditions out, or make two rules."))
        return None
    return _filled(match, read[match], place.into(match, words=GROUP_WORDS[match]), found, depth)


def _match_of(read: dict[str, Any], place: Place, found: Found) -> Match | None:
    named = [match for match in MATCHES if match in read]
    refuse_unknown(read, MATCHES, place, found)
    if len(named) == 1:
        return named[0]
    message = (
        "A group says more than one of all, any and none."
        if named
        else "The group does not say how it counts."
    )
    found.append(place.problem("R006", message, "Give exactly one of all, any and none."))
    return None


def _filled(match: Match, items: object, place: Place, found: Found, depth: int) -> Group | None:
    parts = listed(items, place, found, "a list of conditions")
    if parts is None:
        return None
    read = (_node(part, place, index, found, depth) for index, part in enumerate(parts))
    return Group(match=match, of=tuple(UNREAD if node is None else node for node in read))


def _node(data: object, place: Place, index: int, found: Found, depth: int) -> Node | None:
    at = place.into(index, words=f"{ordinal(index)} condition")
    read = mapping(data, at, found, "a condition: field, operator and value")
    if read is None:
        return None
    if "lines" in read:
        return _lines(read, at, found, depth)
    if "field" in read or not any(match in read for match in MATCHES):
        return _condition(read, at, found)
    return read_group(read, place.into(index, words=f"{ordinal(index)} group"), found, depth + 1)


def _condition(read: dict[str, Any], place: Place, found: Found) -> Condition | None:
    refuse_unknown(read, Condition.model_fields, place, found)
    field = _word(read, "field", place, found)
    operator = _word(read, "operator", place, found)
    good, value = _value(read, place, found)
    if field is None or operator is None or not good:
        return None
    return Condition(field=field, operator=operator, value=value)


def _lines(read: dict[str, Any], place: Place, found: Found, depth: int) -> Lines | None:
    refuse_unknown(read, Lines.model_fields, place, found)
    match = next((match for match in LINE_MATCHES if match == read["lines"]), None)
    if match is None:
        said = f"{shown(read['lines'])} does not say which lines."
        found.append(
            place.into("lines").problem("R006", said, did_you_mean(plain(read["lines"]), LINE_MATCHES))
        )
    where = read_group(read.get("where"), place.into("where", words="where"), found, depth + 1)
    words = {key: _word(read, key, place, found) for key in ("of", "operator") if read.get(key) is not None}
    good, value = _value(read, place, found)
    if match is None or where is None or None in words.values() or not good:
        return None
    return Lines(lines=match, where=where, of=words.get("of"), operator=words.get("operator"), value=value)


def _word(read: dict[str, Any], key: str, place: Place, found: Found) -> str | None:
    word = read.get(key)
    if isinstance(word, str) and word:
        return word
    said = f"The {key} is missing." if word in (None, "") else f"{shown(word)} is not the name of a {key}."
    found.append(place.into(key, words=key).problem("R007", said, f"Give the {key}."))
    return None


def _value(read: dict[str, Any], place: Place, found: Found) -> tuple[bool, Any]:
    value = one_form(read.get("value"))
    items = value if isinstance(value, tuple) else (value,)
    if value is None or all(isinstance(item, str | int | float) for item in items):
        return True, value
    at = place.into("value", words="value")
    found.append(
        at.problem("R006", "The value is neither a value nor a list of values.", "Give plain values.")
    )
    return False, None
