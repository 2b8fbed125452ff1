"""What several windows on one draft show each other: where the others are, and what both touched. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rulesets.diff import word_changes
from rulesets.revisions import Window
from ui.builder.fields import Names
from ui.builder.merge import HEADER, Clash
from ui.builder.model import EditedRule, EditedRules
from ui.builder.rules import place_of
from ui.builder.speaking import speak
from ui.builder.views import Span
from ui.words import together as words


@dataclass
class OtherView:
    """Another window: the rule in its builder, that rule's place in words, and when it last said so."""

    rule: str
    place: str
    at: str


@dataclass
class ClashView:
    """What both touched: before, as it is here, and as it is there, with the words that differ marked."""

    key: str
    title: str
    base: str
    mine: list[Span]
    theirs: list[Span]
    may_keep_both: bool


def other_views(now: EditedRules, others: Iterable[Window]) -> list[OtherView]:
    """The other windows, each once a rule."""
    found: dict[str, OtherView] = {}
    for each in others:
        rule = now.rule(each.rule)
        place = "" if rule is None else words.place(rule.kind, place_of(now, rule.id)[0])
        found.setdefault(each.rule, OtherView(each.rule, place, each.seen_at.isoformat()))
    return list(found.values())


def taken_words(now: EditedRules, taken: Sequence[str]) -> str:
    """What came in from another window, in a sentence; "" when nothing did."""
    rules = [rule for rule in map(now.rule, taken) if rule is not None]
    places = [words.place(rule.kind, place_of(now, rule.id)[0]) for rule in rules]
    return words.taken(places, len(taken) - len(rules))


def clash_views(clashes: Iterable[Clash], now: EditedRules, names: Names) -> list[ClashView]:
    """What is asked, clash after clash."""
    return [_clash(each, now, names) for each in clashes]


def _clash(clash: Clash, now: EditedRules, names: Names) -> ClashView:
    sides = (clash.base, clash.mine, clash.theirs)
    facets = _facets(sides)
    base, mine, theirs = (_said(each, facets, names) for each in sides)
    return ClashView(
        clash.key,
        _title(clash, now),
        base or words.NOT_THERE_YET,
        _marked(base, mine),
        _marked(base, theirs),
        clash.may_keep_both,
    )


def _title(clash: Clash, now: EditedRules) -> str:
    if clash.key.startswith(HEADER):
        name = clash.key.removeprefix(HEADER)
        return words.ABOVE.get(name, name)
    known: EditedRule = clash.mine or clash.theirs
    number = place_of(now, known.id)[0] if now.rule(known.id) else 0
    return words.clash(known.kind, number, known.name)


def _facets(sides: Iterable[object]) -> list[str]:
    """What differs between the rules besides what their sentences say."""
    rules = [each for each in sides if isinstance(each, EditedRule)]
    return [name for name in (*words.FACETS, "enabled") if len({getattr(rule, name) for rule in rules}) > 1]


def _said(side: object, facets: Iterable[str], names: Names) -> str:
    if not isinstance(side, EditedRule):
        return "" if side is None else str(side)
    said = [speak(side, names).text]
    for name in facets:
        if name == "enabled":
            said.append(words.IS_ON if side.enabled else words.IS_OFF)
        else:
            said.append(f"{words.FACETS[name]}: {getattr(side, name) or '–'}.")
    return " ".join(said)


def _marked(before: str, after: str) -> list[Span]:
    if not after:
        return [Span(words.DELETED, "del")]
    if not before:
        return [Span(after)]
    if before == after:
        return [Span(after), Span(f" {words.FORM_ONLY}", "ins")]
    return [Span(each.text, "" if each.mark == "same" else each.mark) for each in word_changes(before, after)]
