"""The seven KPIs of Today: measured against the days before, said in a sentence, and drawn as tiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.kpis import KPI, NO_DIFFERENCE, Difference, Kpi, Summary, unpaired
from rulesets.values import CURRENCIES
from ui import clock
from ui.views import figures
from ui.views.sparks import Spark, spark
from ui.words import today as words

SEVEN = (
    "cycle_time",
    "on_time",
    "cancellation_rate",
    "split_rate",
    "shipping_cost",
    "inventory_accuracy",
    "labour",
)
FEWEST = 20
"""Orders, or counts, below which two windows are not compared: their interval would promise too much."""

Summaries = Mapping[str, Summary]


@dataclass(frozen=True, slots=True)
class Measured:
    """One KPI in the window and in the baseline before it."""

    kpi: Kpi
    before: Summary
    after: Summary
    difference: Difference


@dataclass(frozen=True, slots=True)
class Tile:
    """One KPI as its tile shows it. `why_none` says why there is no figure; `verdict` is better, worse,
    not clear, or why there is none, and then `interval` says of how many; `over` always does."""

    key: str
    label: str
    how: str
    before: str
    figure: str
    unit: str
    why_none: str
    icon: str
    kind: str
    verdict: str
    compared: bool
    interval: str
    baseline: str
    over: str
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Says:
    """The page's answer: its first sentence, and what moved."""

    lead: str
    more: str


def measure(before: Summaries, after: Summaries) -> tuple[Measured, ...]:
    """The seven KPIs of two windows, in the order of the page."""
    return tuple(_measured(KPI[key], before[key], after[key]) for key in SEVEN)


def tiles(
    measured: Sequence[Measured], weeks: Sequence[tuple[int, Summaries]], of: int, currency: str
) -> tuple[Tile, ...]:
    """A tile a KPI; `weeks` are numbered from 0, `of` is how many the line has room for."""
    return tuple(_tile(each, _spark(each, weeks, of), currency) for each in measured)


def says(measured: Sequence[Measured], currency: str) -> Says:
    """How many got better and worse, then what moved, each with its figures."""
    better = [each for each in measured if each.difference.verdict == "better"]
    worse = [each for each in measured if each.difference.verdict == "worse"]
    if not any(each.after.orders for each in measured):
        return Says("No orders in these days.", "")
    if all(each.difference.mean is None for each in measured):
        return Says("There is nothing to compare with yet.", "Too few orders came in the days before.")
    if not better and not worse:
        return Says(f"Nothing clearly better or worse on any of {len(measured)}.", "")
    lead = f"Better than before on {len(better)} of {len(measured)}" if better else "Nothing got better"
    lead += f", worse on {len(worse)}." if worse else ", worse on none."
    return Says(lead, " ".join(_moved([*better, *worse], currency)))


def span(starts: datetime, ends: datetime, zone: str, now: datetime) -> str:
    """As in `24 Oct to 21 Nov`: the first and the last local day."""
    return f"{clock.day(starts, zone, now)} to {clock.day(ends, zone, now)}"


def _measured(kpi: Kpi, before: Summary, after: Summary) -> Measured:
    enough = min(before.orders, after.orders) >= FEWEST
    return Measured(kpi, before, after, unpaired(kpi, before, after) if enough else NO_DIFFERENCE)


def _spark(each: Measured, weeks: Sequence[tuple[int, Summaries]], of: int) -> Spark | None:
    known = [(week, found[each.kpi.key]) for week, found in weeks if each.kpi.key in found]
    return spark(known, of, each.before.mean)


def _tile(each: Measured, line: Spark | None, currency: str) -> Tile:
    kpi, found = each.kpi, each.difference
    none = each.after.mean is None
    before, figure, unit = ("", "–", "") if none else _parts(kpi, each.after.mean or 0.0, currency)
    return Tile(
        key=kpi.key,
        label=kpi.label,
        how=kpi.how,
        before=before,
        figure=figure,
        unit=unit,
        why_none=words.WHY_NONE[kpi.key] if none else "",
        icon=figures.VERDICT_ICONS[found.verdict],
        kind={"better": "good", "worse": "bad"}.get(found.verdict, "off"),
        verdict="" if none else _verdict(each, currency),
        compared=found.mean is not None,
        interval=_over(each) if found.mean is None and not none else figures.interval(kpi, found),
        baseline="" if each.before.mean is None else figures.value(kpi, each.before.mean, currency),
        over=_over(each),
        spark=line,
    )


def _verdict(each: Measured, currency: str) -> str:
    if each.before.mean is None:
        return words.NO_BASELINE
    if each.difference.mean is None:
        return words.TOO_FEW
    return f"{figures.difference(each.kpi, each.difference.mean, currency)}, {each.difference.verdict}"


def _over(each: Measured) -> str:
    noun = "count" if each.kpi.key == "inventory_accuracy" else "order"
    return f"{figures.count(each.after.orders, noun)}, {each.before.orders:,} before"


def _parts(kpi: Kpi, mean: float, currency: str) -> tuple[str, str, str]:
    """What stands before the figure, the figure, and its unit."""
    shown = figures.value(kpi, mean, currency)
    if kpi.unit == "money":
        symbol = CURRENCIES[currency][0]
        return symbol, shown.removeprefix(symbol), ""
    if kpi.unit == "rate":
        return "", shown.removesuffix("%"), "%"
    figure, _, unit = shown.partition(" ")
    return "", figure, unit


def _moved(clear: Sequence[Measured], currency: str) -> list[str]:
    """What orders do now in one sentence, then each share in its own."""
    done = [each for each in clear if each.kpi.unit != "rate"]
    shares = [each for each in clear if each.kpi.unit == "rate"]
    first = [_orders_now(done, currency)] if done else []
    return first + [_share(each) for each in shares]


def _orders_now(done: Sequence[Measured], currency: str) -> str:
    """As in `Orders ship 2.5 hours sooner and cost £0.31 less to send, but take 1.2 minutes more work`."""
    better = [_does(each, currency) for each in done if each.difference.verdict == "better"]
    worse = [_does(each, currency) for each in done if each.difference.verdict == "worse"]
    return f"Orders {', but '.join(_listed(each) for each in (better, worse) if each)}."


def _does(each: Measured, currency: str) -> str:
    mean = each.difference.mean or 0.0
    less = mean < 0
    match each.kpi.key:
        case "cycle_time":
            return f"ship {abs(mean):.1f} hours {'sooner' if less else 'later'}"
        case "shipping_cost":
            amount = figures.money(round(abs(mean)), currency)
            return f"cost {amount} {'less' if less else 'more'} to send"
        case _:
            return f"take {abs(mean):.1f} minutes {'less' if less else 'more'} work"


def _share(each: Measured) -> str:
    more = (each.difference.mean or 0.0) > 0
    now, then = ((each.after.mean or 0.0) * 100, (each.before.mean or 0.0) * 100)
    what = {
        "on_time": "are sent on time",
        "cancellation_rate": "are cancelled",
        "split_rate": "are split",
        "inventory_accuracy": "counts find what was expected",
    }[each.kpi.key]
    return f"{'More' if more else 'Fewer'} {what}: {now:.1f}% against {then:.1f}%."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
