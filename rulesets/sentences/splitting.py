"""What a split rule does, in words: how far an order may be split, and which lines go together or apart."""

from collections.abc import Iterator

from rulesets.actions import KeepTogether, ShipApart, Split
from rulesets.conditions import Group
from rulesets.sentences.clauses import Path
from rulesets.sentences.groups import always, of_a_line, simplified
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.words import Names, counted
from rulesets.values import Money

_AT_ONCE = {
    "whole_lines": "send one shipment of whole lines only",
    "units": "send one shipment, with a part of a line if need be",
}
_IN_PARTS = {
    "whole_lines": "split the order between lines only",
    "units": "split the order, within lines too",
}


def split_words(action: Split, _names: Names, path: Path) -> Spans:
    """`split the order between lines only, into at most 2 shipments`."""
    if action.policy == "none":
        how = "do not split the order"
    else:
        how = (_AT_ONCE if action.at_most == 1 else _IN_PARTS)[action.policy]
    parts = [(Span(words, "mark", path),) for words in (how, *_limits(action))]
    return between(parts, (Span(", ", "plain", path),))


def _limits(action: Split) -> Iterator[str]:
    if action.at_most and action.at_most > 1:
        yield f"into at most {action.at_most} shipments"
    if action.only_if_needed:
        yield "only if no single location can serve"
    if action.cheaper_by:
        yield f"only if it is cheaper by {_money(action.cheaper_by)} or more"
    if action.dearer_by:
        yield f"only if it costs less than {_money(action.dearer_by)} more"
    if action.saves_days:
        yield f"only if it arrives {counted(action.saves_days, 'days')} or more earlier"
    if action.least_value:
        yield f"with goods worth {_money(action.least_value)} or more in each shipment"
    if action.complete_for_days:
        yield f"waiting up to {counted(action.complete_for_days, 'days')} to be complete"
    if action.review_above:
        yield f"held for a person above {counted(action.review_above, 'shipments')}"


def _money(written: str) -> str:
    try:
        return Money.parse(written).shown
    except ValueError:
        return f"“{written}”"


def together_words(action: KeepTogether, names: Names, path: Path) -> Spans:
    """`keep in one shipment every line that is fragile`."""
    if action.where is None:
        said = "keep the lines of each ship-together group in one shipment"
        return (Span(said, "mark", path),)
    return _of_lines("keep in one shipment every line", action.where, names, path)


def apart_words(action: ShipApart, names: Names, path: Path) -> Spans:
    """`ship apart every line that is hazardous`."""
    return _of_lines("ship apart every line", action.where, names, path)


def _of_lines(said: str, where: Group, names: Names, path: Path) -> Spans:
    tree = simplified(where, (*path, "where"))
    if always(tree):
        return (Span(said, "mark", path),)
    return (Span(said, "mark", path), Span(" that ", "plain", path), *of_a_line(tree, names))
