"""ATP, available to promise: the one place where it is worked out, with the safety stock."""

from math import ceil

from engine.model import Location, StockLevel


def available(level: StockLevel, safety_stock: int = 0) -> int:
    """Units that may still be promised: on hand less allocated, reserved and safety stock; never below 0.

    On hand may stand below what is allocated, after a count that found less: then nothing is available."""
    return max(0, level.on_hand - level.allocated - level.reserved - safety_stock)


def safety_units(location: Location, level: StockLevel, weekly_sales: float = 0.0) -> int:
    """Units of a SKU that the location keeps for itself: the most of its units, its percent of what is on
    hand and its weeks of the SKU's weekly sales, each rounded up. Sales that are not known count 0."""
    kept = location.safety_stock
    if location.safety_percent:
        kept = max(kept, percent_of(level, location.safety_percent))
    if location.safety_weeks:
        kept = max(kept, weeks_of(weekly_sales, location.safety_weeks))
    return kept


def percent_of(level: StockLevel, percent: float) -> int:
    """So many percent of what is on hand, rounded up to whole units."""
    return _up(max(0, level.on_hand) * percent / 100)


def weeks_of(weekly_sales: float, weeks: float) -> int:
    """What is sold in so many weeks, rounded up to whole units."""
    return _up(weekly_sales * weeks)


def _up(units: float) -> int:
    """Rounded up; a fraction that comes only from reckoning in binary is none."""
    return ceil(round(units, 9))
