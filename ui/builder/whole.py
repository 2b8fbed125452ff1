"""A rule being edited -> everything that the builder shows of it; and the lists on the left. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rulesets.actions import ACTIONS, Demand, IgnoreCapacity, Route, actions_for
from rulesets.model import OTHERWISE_WORDS, RuleKind
from rulesets.values import CURRENCIES
from ui.builder import forms, remedies, values
from ui.builder.fields import as_options
from ui.builder.grids.model import Grid, grid_of
from ui.builder.grids.viewing import problem_place, table_view
from ui.builder.model import OF_LINES, Act, EditedRule, EditedRules
from ui.builder.places import Spot
from ui.builder.rules import place_of
from ui.builder.scoping import facts_view
from ui.builder.viewing import Seen, root_node
from ui.builder.views import (
    ActionView,
    ArgumentView,
    FactsView,
    KindView,
    Node,
    Option,
    OptionGroup,
    ProblemView,
    RuleLine,
    RuleView,
    Span,
)
from ui.words import rules as words

ELIGIBILITY = tuple(
    name for name, kind in ACTIONS.items() if issubclass(kind, Demand) or kind is IgnoreCapacity
)
ONCE = (
    "hold",
    "split",
    "only_kinds",
    "within_km",
    "keep_stock",
    "same_country",
    "by_the_promise",
    "not_rejected_lately",
    "fresh_feed",
    "accurate_counts",
    "ignore_capacity",
    "decide_together",
    "choose_service",
    "cancel",
    "reroute",
    "authorise",
)
"""Actions that a rule takes once."""
MOST_PROBLEMS = 20
"""Problems of a rule that are listed; a table may have one in every cell."""
OF_FACTS = ("owner", "note", "valid_from", "valid_until", "scope")
"""What stands in the line under the rule's name."""


def rule_view(
    edited: EditedRules, rule: EditedRule, spots: Iterable[Spot], sentence: Sequence[Span], seen: Seen
) -> RuleView:
    """Everything that the builder shows of one rule. An empty `sentence`: it could not be made."""
    own = [spot for spot in spots if spot.rule == rule.id]
    number, of = place_of(edited, rule.id)
    shown = [_action(act, place, rule, seen) for place, act in enumerate(rule.then)]
    zone, grid = edited.zone, grid_of(rule)
    return RuleView(
        id=rule.id,
        kind=rule.kind,
        place=words.place(rule.kind, number, of),
        name=rule.name,
        key=seen.key(rule.id),
        enabled=rule.enabled,
        default=rule.default,
        ready=bool(sentence),
        sentence=list(sentence),
        when=_when(rule, seen),
        eligible=[each for each in shown if each.action in ELIGIBILITY],
        ranks=_numbered([each for each in shown if each.action == "rank"]),
        actions=[each for each in shown if each.action not in (*ELIGIBILITY, "rank")],
        offered=_by_sort(offered(rule)),
        nothing="" if rule.then else words.NOTHING_MORE if rule.table else words.NO_ACTION[rule.kind],
        table=table_view(rule, grid),
        otherwise=rule.otherwise or "",
        retry_minutes="" if rule.retry_minutes is None else str(rule.retry_minutes),
        otherwises=_otherwises(rule),
        valid_from=values.shown_instant(rule.valid_from, zone),
        valid_until=values.shown_instant(rule.valid_until, zone),
        owner=rule.owner,
        note=rule.note,
        facts=_facts(rule, own, zone),
        problems=[_problem(spot, grid) for spot in own[:MOST_PROBLEMS]],
        more_problems=words.more_problems(len(own) - MOST_PROBLEMS),
        unfinished=bool(own) and all(spot.unfinished for spot in own),
        problem_of={spot.what: _text(spot) for spot in own if not spot.part and spot.what != "table"},
        can_up=number > 1,
        can_down=0 < number < of,
    )


def _when(rule: EditedRule, seen: Seen) -> list[Node]:
    if rule.when is None:
        return []
    root = root_node(rule.when, "order", seen)
    root.said = words.OF_EVENT if rule.kind == RuleKind.EXCEPTION else root.said
    return [root]


def _facts(rule: EditedRule, own: Iterable[Spot], zone: str) -> FactsView:
    view = facts_view(rule, zone)
    view.wrong = any(not spot.part and spot.what in OF_FACTS for spot in own)
    return view


def _otherwises(rule: EditedRule) -> list[Option]:
    if rule.kind != RuleKind.ROUTING:
        return []
    return as_options(each for each in OTHERWISE_WORDS.items() if not rule.default or each[0] != "next_rule")


def offered(rule: EditedRule) -> list[Option]:
    """The actions that may be added; one that has no entries is offered once."""
    there = {act.action for act in rule.then}
    a_way = any(is_a_way(name) for name in there)
    offered = [each for each in actions_for(rule.kind) if not (a_way and issubclass(each, Route))]
    names = [(each.model_fields["action"].default, each) for each in offered]
    return [
        Option(name, kind.label, kind.missing_because)
        for name, kind in names
        if name not in there or name not in ONCE
    ]


def _by_sort(options: Iterable[Option]) -> list[OptionGroup]:
    """Options by what they are about, in the order of a rule; sorts without options are left out."""
    groups = [OptionGroup(label, []) for label in words.SORTS_OF_ACTIONS]
    for each in options:
        groups[_sort(each.value)].options.append(each)
    return [group for group in groups if group.options]


def _sort(action: str) -> int:
    """The place in `words.SORTS_OF_ACTIONS`."""
    return 0 if action in ELIGIBILITY else 1 if action == "rank" else 2


def is_a_way(action: str) -> bool:
    """Whether the action is a way of routing, of which a rule has one."""
    kind = ACTIONS.get(action)
    return kind is not None and issubclass(kind, Route)


def _numbered(ranks: list[ActionView]) -> list[ActionView]:
    for place, each in enumerate(ranks):
        each.number = place + 1
        each.can_up, each.can_down = place > 0, place < len(ranks) - 1
    return ranks


def _action(act: Act, place: int, rule: EditedRule, seen: Seen) -> ActionView:
    kind = ACTIONS.get(act.action)
    if kind is None:
        return ActionView(act.id, act.action, act.action, "", place + 1, [], [], problem=seen.problem(act.id))
    asked = [each for each in forms.arguments(kind) if each.entry != "group" and forms.applies(act, each)]
    named = {each.name for each in asked}
    alone = len([each for each in asked if not each.advanced]) == 1
    loose = [text for (part, what), text in seen.wrong.items() if part == act.id and what not in named]
    return ActionView(
        id=act.id,
        action=act.action,
        label=kind.label,
        help=kind.help or (kind.__doc__ or "").strip().partition("\n")[0],
        number=place + 1,
        arguments=[
            _argument(act, each, (alone and not each.advanced and not each.titled) or each.name == "by", seen)
            for each in asked
        ],
        where=[] if act.where is None else [root_node(act.where, scope_of(act.action), seen)],
        scope=scope_of(act.action),
        why_not=kind.missing_because,
        problem=" ".join(loose),
        can_up=place > 0,
        can_down=place < len(rule.then) - 1,
        more=any(each.advanced for each in asked),
        more_open=any(each.advanced and _in_use(act, each) for each in asked),
    )


def _in_use(act: Act, argument: forms.Argument) -> bool:
    return bool(act.given.get(argument.name, argument.begins) != argument.begins)


def _argument(act: Act, argument: forms.Argument, alone: bool, seen: Seen) -> ArgumentView:
    value = act.given.get(argument.name, argument.begins)
    view = ArgumentView(
        name=argument.name,
        entry=argument.entry,
        title=argument.title,
        help=argument.help,
        unit=forms.unit_of(act, argument),
        key=seen.key(f"{act.id}.{argument.name}"),
        alone=alone,
        advanced=argument.advanced,
        optional=not argument.needed,
        problem=seen.wrong.get((act.id, argument.name), ""),
        unfinished=(act.id, argument.name) in seen.unfinished,
    )
    if argument.entry in forms.LISTS:
        pairs = _pairs(argument.entry, seen)
        chosen = value if isinstance(value, tuple) else ()
        labels = dict(pairs)
        view.chips = [Option(str(each), labels.get(str(each), str(each))) for each in chosen]
        view.options = as_options(each for each in pairs if each[0] not in chosen)
        return view
    view.options = as_options(argument.options)
    if argument.entry == "location":
        view.options = [Option("", words.CUSTOMERS_CHOICE), *as_options(seen.names.locations)]
    elif argument.entry == "choice" and argument.options and value is None:
        view.options = [Option("", words.MADE_UP), *view.options]
    view.on = value is True
    view.text = "" if isinstance(value, bool) else values.shown(value, argument.entry, seen.names.zone)
    if argument.entry == "money":
        view.unit = CURRENCIES.get(seen.names.currency, (seen.names.currency, 2))[0]
    return view


def scope_of(action: str) -> str:
    """About what an action's conditions are."""
    return "line" if action in OF_LINES else "location"


def _pairs(entry: str, seen: Seen) -> tuple[tuple[str, str], ...]:
    names = seen.names
    if entry in ("locations", "kinds"):
        return names.locations if entry == "locations" else names.kinds
    return tuple((each, each) for each in (names.groups if entry == "groups" else names.services))


def _text(spot: Spot) -> str:
    return f"{spot.problem.message} {remedies.said(spot.problem.remedy)}".strip()


def _problem(spot: Spot, grid: Grid | None) -> ProblemView:
    problem = spot.problem
    own = f"part-{spot.part}" if spot.part else f"entry-{spot.what}" if spot.what else "part-rule"
    target = problem_place(grid, problem.path) or own
    remedy = remedies.said(problem.remedy)
    return ProblemView(problem.code, problem.message, remedy, problem.place, target, spot.unfinished)


def wrong_in(rule: EditedRule, spots: Iterable[Spot]) -> dict[tuple[str, str], str]:
    """What is wrong in the rule, by (part, entry)."""
    found: dict[tuple[str, str], str] = {}
    for spot in spots:
        if spot.rule == rule.id and spot.part:
            before = found.get((spot.part, spot.what), "")
            found[spot.part, spot.what] = f"{before} {_text(spot)}".strip()
    return found


def unfinished_in(rule: EditedRule, spots: Iterable[Spot]) -> frozenset[tuple[str, str]]:
    """What has yet to be filled in, by (part, entry)."""
    return frozenset((spot.part, spot.what) for spot in spots if spot.rule == rule.id and spot.unfinished)


def lists(
    edited: EditedRules,
    spots: Iterable[Spot],
    sentence: Callable[[EditedRule], str],
    changed: Mapping[str, str],
    query: str = "",
) -> list[KindView]:
    """The five lists. `changed`: rule id -> the word for how it differs from the live one. With a query,
    the rules whose name or sentence have all its words."""
    wrong: dict[str, list[Spot]] = {}
    for spot in spots:
        wrong.setdefault(spot.rule, []).append(spot)
    asked = query.casefold().split()
    views = []
    for kind in RuleKind:
        rules = edited.of_kind(kind)
        lines = [_line(edited, rule, sentence(rule), wrong.get(rule.id, []), changed) for rule in rules]
        shown = [each for each in lines if all(w in f"{each.name} {each.sentence}".casefold() for w in asked)]
        views.append(KindView(kind.value, words.KINDS[kind], words.POLICIES[kind], shown))
    return views


def _line(
    edited: EditedRules, rule: EditedRule, sentence: str, wrong: Sequence[Spot], changed: Mapping[str, str]
) -> RuleLine:
    number, of = place_of(edited, rule.id)
    return RuleLine(
        id=rule.id,
        kind=rule.kind,
        number=number,
        sentence=sentence or rule.name,
        name=rule.name,
        enabled=rule.enabled,
        default=rule.default,
        problems=len(wrong),
        unfinished=bool(wrong) and all(spot.unfinished for spot in wrong),
        changed=changed.get(rule.id, ""),
        first=number <= 1,
        last=number in (0, of),
        switch=words.switch(rule.kind, number),
    )
