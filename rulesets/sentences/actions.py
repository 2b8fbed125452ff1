"""What a rule does, in words: one function a kind of rule."""

from collections.abc import Callable

from rulesets.actions import (
    Action,
    Authorise,
    Cancel,
    Hold,
    KeepTogether,
    Queue,
    Rank,
    Reroute,
    Route,
    ShipApart,
    Split,
    Suspend,
    Tag,
    Tell,
)
from rulesets.model import OTHERWISE_WORDS, Rule
from rulesets.sentences.clauses import Path
from rulesets.sentences.holding import hold_words
from rulesets.sentences.routing import asked_words, rank_words, routing_words, way_words
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.splitting import apart_words, split_words, together_words
from rulesets.sentences.words import Names, duration, quoted, speech

NOTHING = {
    "hold": "no hold",
    "routing": "every location with stock",
    "split": "nothing about splitting",
    "exception": "nothing",
    "transaction": "nothing more",
}


def effects(rule: Rule, names: Names) -> Spans:
    """What the rule does, without its otherwise."""
    if rule.kind == "routing":
        return routing_words(rule, names)
    if not rule.then:
        return (Span(NOTHING[rule.kind], "mark", ("then",)),)
    parts = [action_words(action, names, ("then", index)) for index, action in enumerate(rule.then)]
    return between(parts, (Span(", and "),))


def otherwise(rule: Rule) -> Spans:
    """What the rule does when nobody can serve."""
    words = OTHERWISE_WORDS.get(rule.otherwise or "", "…")
    if rule.otherwise == "retry":
        words = f"try again after {duration(rule.retry_minutes)}" if rule.retry_minutes else words
    return (Span(words, "mark", ("otherwise",)),)


def action_words(action: Action, names: Names, path: Path) -> Spans:
    """One action in words, as it stands in its rule's sentence."""
    if isinstance(action, Rank):
        return rank_words(action, path, names, first=True)
    if isinstance(action, Route):
        return way_words(action, path, names)
    if "routing" in action.rule_kinds:
        return asked_words(action, path, names)
    return _SAY[type(action)](action, names, path)


def _reroute(action: Reroute, _names: Names, path: Path) -> Spans:
    times = "once" if action.at_most == 1 else f"{action.at_most} times"
    said = "route the order again without the location, at most "
    return (Span(said, "plain", path), Span(times, "mark", path))


def _queue(action: Queue, _names: Names, path: Path) -> Spans:
    return (
        Span("put the order in the queue of ", "plain", path),
        Span(quoted(action.owner), "mark", path),
        Span(" with the task ", "plain", path),
        Span(speech(action.reason), "mark", path),
        Span(", due in ", "plain", path),
        Span(duration(action.due_in_minutes), "mark", path),
    )


def _suspend(action: Suspend, _names: Names, path: Path) -> Spans:
    said = "suspend the SKU at the location for "
    return (Span(said, "plain", path), Span(duration(action.hours * 60), "mark", path))


def _cancel(action: Cancel, _names: Names, path: Path) -> Spans:
    return (Span("cancel the order because of ", "plain", path), Span(speech(action.reason), "mark", path))


def _tag(action: Tag, _names: Names, path: Path) -> Spans:
    return (Span("tag the order ", "plain", path), Span(quoted(action.tag), "mark", path))


def _authorise(_action: Authorise, _names: Names, path: Path) -> Spans:
    return (Span("authorise the payment now and capture it at shipment", "mark", path),)


def _tell(action: Tell, _names: Names, path: Path) -> Spans:
    return (Span("tell the customer ", "plain", path), Span(speech(action.message), "mark", path))


_SAY: dict[type[Action], Callable[..., Spans]] = {
    Hold: hold_words,
    Split: split_words,
    KeepTogether: together_words,
    ShipApart: apart_words,
    Reroute: _reroute,
    Queue: _queue,
    Suspend: _suspend,
    Cancel: _cancel,
    Tag: _tag,
    Authorise: _authorise,
    Tell: _tell,
}
