"""A simulation as the page shows it: its heading, what it says in a sentence, and its tables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.kpis import Clear, Difference
from engine.store.simulation_changes import ChangedOrder
from engine.store.simulations import Simulation
from ui.views import figures
from ui.views.figures import Interval
from ui.words import simulate as words

LABEL_HEIGHT = 34
"""Pixels that the two lines beside a point of the trade-off picture need."""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One KPI under both revisions."""

    label: str
    how: str
    base: str
    candidate: str
    difference: str
    interval: str
    verdict: str
    icon: str
    kind: str
    picture: Interval | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Changed orders that go from one answer to another; `share` is its bar's width in %."""

    was: str
    becomes: str
    orders: str
    share: int
    money: str
    days: str
    each: str
    splits: str
    cause: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One changed order."""

    order_id: str
    name: str
    placed: str
    place: str
    total: str
    money: str
    days: str
    cause: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule's effect under both revisions."""

    rule_id: str
    kind: str
    name: str
    base: str
    candidate: str
    edit: str
    never: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A revision in the trade-off picture, in pixels of a 424 by 240 frame; its name at `label_y`."""

    x: int
    y: int
    label_y: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A whole simulation. `percent` 0 to 100; `figures` is False until it is done."""

    id: int
    title: str
    span: str
    ended: str
    status: str
    done: str
    percent: int
    left: str
    error: str
    figures: bool
    says: str
    says_more: str
    stay: str
    kpis: tuple[KpiRow, ...]
    points: tuple[Point, ...]
    groups: tuple[GroupRow, ...]
    total: GroupRow | None
    rules: tuple[RuleRow, ...]
    never: tuple[RuleRow, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """A simulation in the list of earlier ones."""

    id: int
    title: str
    span: str
    status: str


def run_line(run: Simulation, zone: str) -> RunLine:
    """A simulation as one line."""
    return RunLine(run.id, _title(run), _span(run, zone), words.STATUS[run.status])


def run_view(run: Simulation, zone: str, currency: str, now: datetime) -> RunView:
    """A simulation with all its tables; they are empty until it is done."""
    result = run.result or {}
    kpis = tuple(_kpi(row, currency) for row in result.get("kpis", ()))
    groups = result.get("groups", ())
    most = max((group["orders"] for group in groups), default=1)
    rules = tuple(_rule(row) for row in result.get("rules", ()))
    says, more = _says(run, result, currency) if result else ("", "")
    return RunView(
        id=run.id,
        title=_title(run),
        span=_span(run, zone),
        ended=_ended(run, zone),
        status=run.status,
        done=f"{run.done:,} of {run.total:,} orders" if run.total else words.WAITS,
        percent=round(100 * run.done / run.total) if run.total else 0,
        left=_left(run, now),
        error=run.error or "",
        figures=bool(result),
        says=says,
        says_more=more,
        stay=f"{figures.count(result['orders'] - result['changed'], 'order')} {words.STAY}" if result else "",
        kpis=kpis,
        points=_points(run, result, currency),
        groups=tuple(_group(group, most, currency) for group in groups),
        total=_group(result["total"], most, currency) if result else None,
        rules=rules,
        never=tuple(rule for rule in rules if rule.never),
        hash=(run.result_hash or "")[:12],
    )


def order_row(row: ChangedOrder, zone: str) -> OrderRow:
    """A changed order as a row."""
    place = " ".join(part for part in (row.city, row.postcode) if part) or row.country or "not known"
    return OrderRow(
        order_id=row.order_id,
        name=row.external_id,
        placed=_minute(row.placed_at, zone),
        place=place,
        total=figures.money(row.total, row.currency),
        money=figures.money(row.money, row.currency, signed=True),
        days=figures.days(row.days, signed=True),
        cause=row.cause,
        rule_id=row.cause_rule,
    )


def _title(run: Simulation) -> str:
    return f"v{run.candidate} against v{run.base}"


def _span(run: Simulation, zone: str) -> str:
    return f"orders placed {_day(run.starts_at, zone)} until {_day(run.ends_at, zone)}"


def _ended(run: Simulation, zone: str) -> str:
    if run.ended_at is None or run.started_at is None:
        return ""
    seconds = round((run.ended_at - run.started_at).total_seconds())
    took = f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"
    return f"Finished {_minute(run.ended_at, zone)} in {took}."


def _left(run: Simulation, now: datetime) -> str:
    if run.status != "running" or run.started_at is None or not run.total or run.done < run.total // 20:
        return ""
    spent = (now - run.started_at).total_seconds()
    left = round(spent * (run.total - run.done) / run.done)
    return f"about {max(left, 1)} s left; you may leave this page"


def _day(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y}"


def _minute(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M}"


def _kpi(row: Mapping[str, Any], currency: str) -> KpiRow:
    kpi = figures.by_key(row["key"])
    found = Difference(**row["difference"])
    verdict = _verdict(row)
    return KpiRow(
        label=kpi.label,
        how=kpi.how,
        base=figures.value(kpi, row["base"]["mean"], currency),
        candidate=figures.value(kpi, row["candidate"]["mean"], currency),
        difference=figures.difference(kpi, found.mean, currency),
        interval=figures.interval(kpi, found),
        verdict=verdict,
        icon=figures.VERDICT_ICONS[verdict],
        kind={"better": "good", "worse": "bad"}.get(verdict, "off"),
        picture=figures.picture(replace(found, verdict=verdict)),
    )


def _group(group: Mapping[str, Any], most: int, currency: str) -> GroupRow:
    causes = group["causes"]
    known = group["days_known"]
    more = f", and {len(causes) - 1} more" if len(causes) > 1 else ""
    return GroupRow(
        was=group["was"],
        becomes=group["becomes"],
        orders=f"{group['orders']:,}",
        share=round(100 * group["orders"] / most),
        money=figures.money(group["money"], currency, signed=True) if group["money_known"] else "–",
        days=figures.days(group["days"], signed=True) if known else "–",
        each=figures.days(group["days"] / known, signed=True) if known else "–",
        splits=figures.change(group["splits"]),
        cause=causes[0]["text"] + more if causes else "",
        rule_id=causes[0]["rule_id"] if causes else "",
    )


def _rule(row: Mapping[str, Any]) -> RuleRow:
    def hits(number: int | None) -> str:
        return "not on" if number is None else f"{number:,}"

    return RuleRow(
        rule_id=row["rule_id"],
        kind=words.RULE_KINDS[row["kind"]],
        name=row["name"],
        base=hits(row["base"]),
        candidate=hits(row["candidate"]),
        edit=words.EDITS.get(row["edit"] or "", row["edit"] or ""),
        never=not row["default"] and not row["base"] and not row["candidate"],
    )


def _says(run: Simulation, result: Mapping[str, Any], currency: str) -> tuple[str, str]:
    """The verdict first, then what moves and what it costs."""
    changed, orders = result["changed"], result["orders"]
    if not changed:
        return f"v{run.candidate} decides all {orders:,} orders as v{run.base} does.", ""
    better = [figures.by_key(row["key"]).label.lower() for row in result["kpis"] if _verdict(row) == "better"]
    worse = [figures.by_key(row["key"]).label.lower() for row in result["kpis"] if _verdict(row) == "worse"]
    parts = [f"better on {_listed(better)}"] if better else []
    parts += [f"worse on {_listed(worse)}"] if worse else []
    verdict = ", and ".join(parts) or "not clearly better or worse on anything measured"
    total = result["total"]
    money = total["money"]
    paid = (
        "as much" if not money else f"{figures.money(abs(money), currency)} {'less' if money < 0 else 'more'}"
    )
    first = f"v{run.candidate} is {verdict}."
    more = f"It decides {changed:,} of {orders:,} orders differently: sending them costs {paid}"
    if total["days_known"]:
        each = total["days"] / total["days_known"]
        when = "sooner" if each < 0 else "later"
        more += f", and they arrive {figures.days(abs(each))} days {when} on average"
    return first, more + "."


def _verdict(row: Mapping[str, Any]) -> Clear:
    """Better or worse only where the difference can be seen in the figures that are shown."""
    mean = row["difference"]["mean"]
    seen = mean is not None and figures.differs(figures.by_key(row["key"]), mean)
    found: Clear = row["difference"]["verdict"]
    return found if seen else "not clear"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _points(run: Simulation, result: Mapping[str, Any], currency: str) -> tuple[Point, ...]:
    """Both revisions by split rate (to the right) and shipping cost (up), as wide as the two need."""
    rows = {row["key"]: row for row in result.get("kpis", ())}
    if not rows:
        return ()
    named = (("base", f"v{run.base}"), ("candidate", f"v{run.candidate}"))
    found = [
        (name, rows["split_rate"][side]["mean"], rows["shipping_cost"][side]["mean"]) for side, name in named
    ]
    if any(split is None or cost is None for _, split, cost in found):
        return ()
    across = _scale([split for _, split, _ in found], 60, 330, 0.005)
    up = _scale([cost for _, _, cost in found], 200, 40, 5.0)
    at = [(across(split), up(cost)) for _, split, cost in found]
    lower = max((0, 1), key=lambda index: at[index][1])
    apart = at[lower][1] - at[1 - lower][1] >= LABEL_HEIGHT
    label_y = {1 - lower: at[1 - lower][1], lower: at[lower][1] if apart else at[1 - lower][1] + LABEL_HEIGHT}
    return tuple(
        Point(
            x=at[index][0],
            y=at[index][1],
            label_y=label_y[index],
            name=name,
            label=f"{figures.money(round(cost), currency)}, {split * 100:.1f}% split",
        )
        for index, (name, split, cost) in enumerate(found)
    )


def _scale(values: list[float], start: int, end: int, least: float) -> Any:
    middle, reach = (min(values) + max(values)) / 2, max(max(values) - min(values), least)

    def place(number: float) -> int:
        return round(start + (end - start) * ((number - middle) / reach / 1.6 + 0.5))

    return place
