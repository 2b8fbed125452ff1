"""Starters -> what the gallery shows: cards with sentence, picture and tests; and the form of one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.proving import proofs
from rulesets.starters import Need, RuleStarter, Shop, WrongAnswers, filled, rule_starters, suggestions
from rulesets.starters.filling import choices
from rulesets.values import CURRENCIES
from ui.builder import values
from ui.builder.fields import Names
from ui.builder.model import Value, from_plain
from ui.builder.speaking import speak
from ui.builder.views import Option, Span
from ui.views.starter_picture import Picture, picture_of, telling
from ui.words import starters as words
from ui.words.rules import KINDS

Answers = Mapping[str, Value]


@dataclass
class Tested:
    """A test of a starter and its result; `wrong` says what was not as expected."""

    name: str
    passed: bool
    wrong: str = ""


@dataclass
class Sentence:
    """The sentence of one rule."""

    key: str
    spans: list[Span]


@dataclass
class Card:
    """One starter in the gallery."""

    name: str
    question: str
    title: str
    asks: str
    sentences: list[Sentence]
    picture: Picture
    tests: list[Tested]
    tested: str
    passed: bool


@dataclass
class CardGroup:
    """The starters that answer the same sort of question."""

    kind: str
    label: str
    question: str
    cards: list[Card]


@dataclass
class NeedView:
    """One need in the form. `entry`: money, number, text, texts, choice or locations."""

    name: str
    entry: str
    question: str
    help: str
    unit: str
    text: str
    chips: list[Option] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    problem: str = ""


@dataclass
class FormView:
    """The form of one starter: what it asks, and its rules with the answers given so far."""

    name: str = ""
    question: str = ""
    title: str = ""
    needs: list[NeedView] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    picture: Picture = field(default_factory=Picture)
    wrong: bool = False


def gallery(shop: Shop, names: Names, kind: str = "") -> list[CardGroup]:
    """Every starter, or those of one kind of rule, in the order in which an order meets their rules."""
    groups: dict[str, list[Card]] = {each: [] for each in KINDS}
    for starter in rule_starters():
        groups[next(iter(starter.data))].append(_card(starter, shop, names))
    return [
        CardGroup(each, KINDS[each], words.GROUPS[each], cards)
        for each, cards in groups.items()
        if cards and kind in ("", each)
    ]


def _card(starter: RuleStarter, shop: Shop, names: Names) -> Card:
    proved = proofs(starter.name)
    passed = [proof.passed for proof in proved]
    return Card(
        name=starter.name,
        question=starter.question,
        title=starter.title,
        asks=words.asks(len(starter.needs)),
        sentences=_sentences(filled(starter, {}, shop), names),
        picture=picture_of(telling(proved)),
        tests=[Tested(proof.name, proof.passed, "; ".join(proof.wrong)) for proof in proved],
        tested=words.tests(sum(passed), len(passed)),
        passed=all(passed),
    )


def form(starter: RuleStarter, answers: Answers, shop: Shop, names: Names) -> FormView:
    """The form with what was answered. Where an answer is wrong, the sentence has what is suggested."""
    given = suggestions(starter, shop) | dict(answers)
    try:
        rules, wrong = filled(starter, given, shop), dict[str, str]()
    except WrongAnswers as found:
        wrong = found.problems
        good = {name: answer for name, answer in given.items() if name not in wrong}
        rules = filled(starter, good, shop)
    return FormView(
        name=starter.name,
        question=starter.question,
        title=starter.title,
        needs=[_need(need, given[need.name], wrong.get(need.name, ""), shop) for need in starter.needs],
        sentences=_sentences(rules, names),
        picture=picture_of(telling(proofs(starter.name))),
        wrong=bool(wrong),
    )


def _sentences(rules: Mapping[str, Sequence[Any]], names: Names) -> list[Sentence]:
    header = {"currency": names.currency, "zone": names.zone, "rules": rules}
    return [Sentence(rule.id, list(speak(rule, names).spans)) for rule in from_plain(header).rules]


def _need(need: Need, answer: Any, problem: str, shop: Shop) -> NeedView:
    view = NeedView(
        name=need.name,
        entry=need.type,
        question=need.question,
        help=words.EVERY_KIND[need.kind] if need.type == "locations" else "",
        unit=CURRENCIES[shop.currency][0] if need.type == "money" else need.unit,
        text="",
        problem=problem,
    )
    if need.type == "locations":
        pairs = dict(shop.of_kind(need.kind))
        view.chips = [Option(code, pairs.get(code, code)) for code in answer]
        view.options = [Option(code, name) for code, name in pairs.items() if code not in answer]
    elif need.type == "texts":
        view.chips = [Option(each, each) for each in answer]
    else:
        view.text = values.shown(answer, need.type, "UTC")
        view.options = [Option(each.value, each.label) for each in choices(need)]
    return view


def read_answer(need: Need, text: str, currency: str) -> Value:
    """What was typed into the entry of a need, as rules write it; what cannot be read stays as typed."""
    if need.type == "money":
        return values.read_money(text, currency)
    return values.read_number(text) if need.type == "number" else text.strip()


def with_chip(now: Sequence[str], more: str) -> tuple[str, ...]:
    """The chips with those typed or chosen, each once."""
    return values.read_many(",".join([*now, more]))
