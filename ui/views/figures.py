"""Figures as people read them: KPIs with their unit, differences with a true minus sign, intervals."""

from dataclasses import dataclass

from engine.kpis import KPI, Difference, Kpi
from rulesets.values import Money

MINUS = "−"
NOT_KNOWN = "not known"
VERDICT_ICONS = {"better": "better", "worse": "worse", "not clear": "unclear"}


def value(kpi: Kpi, mean: float | None, currency: str) -> str:
    """As in 31.2 h, 94.1%, £4.62, 6.4 min; a dash where there is no figure."""
    return "–" if mean is None else _with_unit(kpi, mean, currency)


def difference(kpi: Kpi, mean: float | None, currency: str) -> str:
    """As in +1.2 pts or −£0.11; rates differ by points."""
    if mean is None:
        return "–"
    sign = MINUS if _rounded(kpi, mean) < 0 else "+" if _rounded(kpi, mean) > 0 else ""
    return sign + _with_unit(kpi, abs(mean), currency, of_difference=True)


def differs(kpi: Kpi, mean: float) -> bool:
    """Whether a difference is more than 0 in the figures that are shown."""
    return bool(_rounded(kpi, mean))


def interval(kpi: Kpi, found: Difference) -> str:
    """As in `−2.0 to −1.2`, without the unit; empty where there is none."""
    if found.low is None or found.high is None:
        return ""
    return f"{_bare(kpi, found.low)} to {_bare(kpi, found.high)}"


def money(minor: int | None, currency: str, *, signed: bool = False) -> str:
    """As in £4.62; signed as in +£4.62, −£4.62 and £0.00."""
    if minor is None:
        return NOT_KNOWN
    shown = Money(minor, currency).shown
    return f"+{shown}" if signed and minor > 0 else shown


def days(number: float | None, *, signed: bool = False) -> str:
    """As in 1.5; signed as in +1.5 and −0.8."""
    if number is None:
        return NOT_KNOWN
    text = f"{abs(number):.1f}"
    if text == "0.0":
        return text
    return (MINUS if number < 0 else "+" if signed else "") + text


def count(number: int, one: str, many: str = "") -> str:
    """As in `1 order` or `8,411 orders`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def change(number: int) -> str:
    """A signed whole number, as in +9, −64 and 0."""
    return f"{MINUS if number < 0 else '+' if number > 0 else ''}{abs(number):,}"


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference as a small picture, 64 wide with zero at 32: a span, its middle, and how it is drawn."""

    left: int
    middle: int
    right: int
    kind: str
    hollow: bool


def picture(found: Difference) -> Interval | None:
    """The picture of a difference, scaled so that the farther end touches the side."""
    if found.mean is None or found.low is None or found.high is None:
        return None
    reach = max(abs(found.low), abs(found.high)) or 1.0
    left, middle, right = (round(32 + end / reach * 29) for end in (found.low, found.mean, found.high))
    kind = {"better": "good", "worse": "bad"}.get(found.verdict, "unclear")
    return Interval(left, middle, right, kind, found.verdict == "not clear")


def by_key(key: str) -> Kpi:
    """The KPI with this key."""
    return KPI[key]


def _with_unit(kpi: Kpi, number: float, currency: str, *, of_difference: bool = False) -> str:
    match kpi.unit:
        case "hours":
            return f"{number:.1f} h"
        case "rate":
            return f"{number * 100:.1f} pts" if of_difference else f"{number * 100:.1f}%"
        case "money":
            return Money(round(number), currency).shown
        case "minutes":
            return f"{number:.1f} min"


def _rounded(kpi: Kpi, number: float) -> float:
    match kpi.unit:
        case "rate":
            return round(number * 100, 1)
        case "money":
            return round(number)
        case _:
            return round(number, 1)


def _bare(kpi: Kpi, number: float) -> str:
    scaled = number / 100 if kpi.unit == "money" else number * 100 if kpi.unit == "rate" else number
    text = f"{abs(scaled):.2f}" if kpi.unit == "money" else f"{abs(scaled):.1f}"
    zero = not float(text)
    return text if zero else (MINUS if scaled < 0 else "+") + text
