"""What changed between two rulesets, in sentences with the words that went and the words that came."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rulesets.model import Rule, RuleKind, Ruleset
from rulesets.problems import ordinal
from rulesets.ruletest import RuleTest
from rulesets.sentences import Names, head_sentence, row_words, rule_sentence
from rulesets.sentences.spans import text_of
from rulesets.sentences.tests import Saying, sentence_of

ChangeKind = Literal["added", "removed", "changed", "moved", "switched_on", "switched_off"]
Mark = Literal["same", "ins", "del"]
_WORD = re.compile(r"\s+|[,.:;]|“[^”]*”|[^\s,.:;“]+(?:[.,:]\d+)*|“")


@dataclass(frozen=True, slots=True)
class ChangeSpan:
    """Some words: in both (`same`), only in the new one (`ins`), only in the old one (`del`)."""

    text: str
    mark: Mark = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `rule_id` and `rule_kind` are "" for the ruleset's own name, currency, zone and
    country, and for its tests. `about` says what of the rule changed: its sentence, its form only (other
    groups or letter case, the same words), `row 3` of its table, its name, owner, note or place, or for the
    ruleset which of the four; `test`, or `test, name` and `test, world` of one that is called or given
    otherwise."""

    kind: ChangeKind
    rule_id: str
    rule_kind: str
    name: str
    spans: tuple[ChangeSpan, ...]
    about: str = "sentence"

    def __str__(self) -> str:
        """The change in one line, with `[-gone-]` and `{+new+}` words."""
        subject = f"{self.rule_kind} rule “{self.name}”" if self.rule_kind else "ruleset"
        about = "" if self.about == "sentence" else f", {self.about}"
        if self.about.startswith("test"):
            subject, about = f"test “{self.name}”", self.about.removeprefix("test")
        return f"{self.kind.replace('_', ' ')} {subject}{about}: {marked(self.spans)}"


def changes(old: Ruleset, new: Ruleset, names: Names) -> tuple[Change, ...]:
    """Every change, first the ruleset's own, then by kind in the new order, removed rules at the end of each;
    the tests last."""
    found = list(_own(old, new))
    for kind in RuleKind:
        found += _of_kind(old.of_kind(kind), new.of_kind(kind), names)
    return (*found, *_of_tests(old, new, names))


def word_changes(old: str, new: str) -> tuple[ChangeSpan, ...]:
    """Both texts in one, word by word."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    spans: list[ChangeSpan] = []
    for _, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if gone == come:
            spans.append(ChangeSpan(gone))
        else:
            spans += [ChangeSpan(text, mark) for text, mark in _both(gone, come) if text]
    return tuple(_run_together(spans))


def marked(spans: Sequence[ChangeSpan]) -> str:
    """The words as plain text: `within [-180 km-]{+250 km+}`."""
    frames = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return "".join(frames[span.mark].format(span.text) for span in spans)


def _both(gone: str, come: str) -> tuple[tuple[str, Mark], tuple[str, Mark]]:
    return (gone, "del"), (come, "ins")


def _run_together(spans: list[ChangeSpan]) -> Iterator[ChangeSpan]:
    """A blank alone between changed words changes with them, so that phrases stay whole."""
    run: list[ChangeSpan] = []
    for index, span in enumerate(spans):
        inside = bool(run) and index + 1 < len(spans) and not span.text.strip()
        if span.mark != "same" or inside:
            run.append(span)
            continue
        yield from _phrases(run)
        run = []
        yield span
    yield from _phrases(run)


def _phrases(run: list[ChangeSpan]) -> Iterator[ChangeSpan]:
    if not {"del", "ins"} <= {span.mark for span in run}:
        yield from run
        return
    yield ChangeSpan("".join(span.text for span in run if span.mark != "ins"), "del")
    yield ChangeSpan("".join(span.text for span in run if span.mark != "del"), "ins")


def _own(old: Ruleset, new: Ruleset) -> Iterator[Change]:
    for about in ("name", "currency", "zone", "country"):
        before, after = getattr(old, about), getattr(new, about)
        if before != after:
            yield Change("changed", "", "", new.name, _instead(before, after), about)


def _instead(before: str, after: str) -> tuple[ChangeSpan, ...]:
    return tuple(ChangeSpan(text, mark) for text, mark in _both(before, after) if text)


def _of_kind(old: Sequence[Rule], new: Sequence[Rule], names: Names) -> Iterator[Change]:
    before = {rule.id: rule for rule in old}
    after = {rule.id: rule for rule in new}
    moved = _moved(old, new)
    for rule in new:
        if rule.id not in before:
            yield _whole("added", rule, names, "ins")
        else:
            yield from _of_rule(before[rule.id], rule, names)
        yield from moved.get(rule.id, ())
    yield from (_whole("removed", rule, names, "del") for rule in old if rule.id not in after)


def _whole(kind: ChangeKind, rule: Rule, names: Names, mark: Mark) -> Change:
    return Change(kind, rule.id, rule.kind, rule.name, (ChangeSpan(rule_sentence(rule, names), mark),))


def _of_rule(old: Rule, new: Rule, names: Names) -> Iterator[Change]:
    if old.enabled != new.enabled:
        yield _whole("switched_on" if new.enabled else "switched_off", new, names, "same")
    tables = old.table is not None and new.table is not None
    say = head_sentence if tables else rule_sentence
    before, after = say(old, names), say(new, names)
    rows = list(_of_rows(old, new, names)) if tables else []
    yield from rows
    if before != after:
        yield Change("changed", new.id, new.kind, new.name, word_changes(before, after))
    elif not rows and _form(old) != _form(new):
        yield Change("changed", new.id, new.kind, new.name, (ChangeSpan(after),), "form")
    for about in ("name", "owner", "note"):
        gone, come = getattr(old, about), getattr(new, about)
        if gone != come:
            yield Change("changed", new.id, new.kind, new.name, word_changes(gone, come), about)


def _of_rows(old: Rule, new: Rule, names: Names) -> Iterator[Change]:
    """A change for each row that went, came or says something else; a row has no name but its words."""
    before, after = _said_rows(old, names), _said_rows(new, names)
    for _, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = before[i:j], after[k:m]
        if gone == come:
            continue
        for at in range(max(len(gone), len(come))):
            was, becomes = (gone[at] if at < len(gone) else ""), (come[at] if at < len(come) else "")
            number = k + at if at < len(come) else i + at
            spans = word_changes(was, becomes) if was and becomes else _instead(was, becomes)
            kind: ChangeKind = "changed" if was and becomes else "added" if becomes else "removed"
            yield Change(kind, new.id, new.kind, new.name, spans, f"row {number + 1}")


def _said_rows(rule: Rule, names: Names) -> list[str]:
    table = rule.table
    return [text_of(row_words(rule, table, at, names)) for at in range(len(table.rows))] if table else []


def _of_tests(old: Ruleset, new: Ruleset, names: Names) -> Iterator[Change]:
    """Tests that went, came, say something else or have another name. Their order means nothing."""
    before, after = ({test.name: test for test in ruleset.tests} for ruleset in (old, new))
    called = {test.told: test.name for test in old.tests if test.name not in after}
    say = Saying(names, {rule.id: rule.name for rule in (*old.rules, *new.rules)})
    renamed = set()
    for name, test in after.items():
        was = called.get(test.told)
        if name in before:
            yield from _of_test(before[name], test, say)
        elif was is not None and was not in renamed:
            renamed.add(was)
            yield Change("changed", "", "", name, word_changes(was, name), "test, name")
        else:
            yield Change("added", "", "", name, (ChangeSpan(sentence_of(test, say), "ins"),), "test")
    for name, test in before.items():
        if name not in after and name not in renamed:
            yield Change("removed", "", "", name, (ChangeSpan(sentence_of(test, say), "del"),), "test")


def _of_test(old: RuleTest, new: RuleTest, say: Saying) -> Iterator[Change]:
    before, after = sentence_of(old, say), sentence_of(new, say)
    if before != after:
        yield Change("changed", "", "", new.name, word_changes(before, after), "test")
    elif old != new:
        yield Change("changed", "", "", new.name, (ChangeSpan(after),), "test, world")


def _form(rule: Rule) -> Rule:
    return rule.model_copy(update={"name": "", "owner": "", "note": "", "enabled": True})


def _moved(old: Sequence[Rule], new: Sequence[Rule]) -> dict[str, tuple[Change]]:
    """A change for each rule that must be lifted out to make the rest keep their order: the fewest."""
    places = {rule.id: index for index, rule in enumerate(old)}
    kept = [rule for rule in new if rule.id in places]
    still = _longest_rising([places[rule.id] for rule in kept])
    return {
        rule.id: (_move(rule, places[rule.id], new.index(rule)),)
        for at, rule in enumerate(kept)
        if at not in still
    }


def _move(rule: Rule, before: int, after: int) -> Change:
    spans = (ChangeSpan("place "), ChangeSpan(ordinal(before), "del"), ChangeSpan(ordinal(after), "ins"))
    return Change("moved", rule.id, rule.kind, rule.name, spans, "place")


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Indexes of one longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        tops[pile : pile + 1] = [value]
        piles[pile : pile + 1] = [index]
        before.append(piles[pile - 1] if pile else -1)
    chosen, at = set(), piles[-1] if piles else -1
    while at >= 0:
        chosen.add(at)
        at = before[at]
    return frozenset(chosen)
