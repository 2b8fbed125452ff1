"""One action in words, by its phrases; a demand on locations with the turn in which it may be given up."""

from collections.abc import Mapping

from rulesets.actions import Action, Demand
from rulesets.conditions import Group
from rulesets.sentences.clauses import Path
from rulesets.sentences.groups import Branch, always, of_a_line, simplified, whole
from rulesets.sentences.phrases import RELAXED, SAYINGS, Phrase, Saying
from rulesets.sentences.spans import Span, Spans, between
from rulesets.sentences.templates import Nested, filled
from rulesets.sentences.words import Names

THAT = " that "
"""What stands between `every line` and what is said of it."""
AND_WHERE = " and "
"""What stands between the outermost conditions on a location."""


def demand_words(action: Action, names: Names, path: Path) -> Spans:
    """An action by its phrases, with the turn in which it is given up when it may be."""
    said = phrase_words(action, SAYINGS[type(action)], names, path)
    if not isinstance(action, Demand) or action.relax is None:
        return said
    return (*said, *_filled(RELAXED, action, names, path))


def phrase_words(action: Action, saying: Saying, names: Names, path: Path) -> Spans:
    """The first head that fits, and the tails that do."""
    head = next((phrase for phrase in saying.heads if phrase.fits(action)), saying.heads[-1])
    tails = (next((phrase for phrase in tail if phrase.fits(action)), None) for tail in saying.tails)
    chosen = (head, *(phrase for phrase in tails if phrase is not None))
    return tuple(span for phrase in chosen for span in _filled(phrase, action, names, path))


def _filled(phrase: Phrase, action: Action, names: Names, path: Path) -> Spans:
    given = {name: getattr(action, name) for name in type(action).model_fields}
    return filled(phrase.template, given, names, path, _NESTED)


def _lines(where: Group, names: Names, path: Path) -> Spans:
    tree = simplified(where, path)
    return () if always(tree) else (Span(THAT, "plain", path[:-1]), *of_a_line(tree, names))


def _places(where: Group, names: Names, path: Path) -> Spans:
    tree = simplified(where, path)
    if isinstance(tree, Branch) and tree.match == "all" and tree.parts:
        return between([whole(part, names) for part in tree.parts], (Span(AND_WHERE, "plain", tree.path),))
    return whole(tree, names)


_NESTED: Mapping[str, Nested] = {"lines": _lines, "places": _places}
