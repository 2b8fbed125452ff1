"""Weights as tariffs count them: exact limits in whole grams, and the weight that volume stands for.

A limit is kept exactly (4 oz are 113.3980925 g). A decision counts in whole grams: so many are within a limit
exactly when they are within its whole grams, so limits are rounded down, and nothing is lost by it. Of limits
that have the same whole grams (15.999 and 16 oz both have 453) the lower one counts: 453 g are within it."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from engine.model import Grams, Tariff
from engine.postage import Steps

UNITS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
"""Grams in a unit of weight, exactly (avoirdupois, by definition since 1959)."""

KM = {"km": Decimal(1), "mi": Decimal("1.609344")}
"""Kilometres in a unit of distance, exactly."""

CUBIC_INCH_ML = Fraction("16.387064")


def whole_steps(steps: tuple[tuple[Grams, int], ...]) -> Steps:
    """Steps whose limits are whole grams."""
    found: dict[int, int] = {}
    for up_to, price in steps:
        found.setdefault(floor(up_to), price)
    return tuple(found.items())


def price_at(tariff: Tariff, service: str, zone: str, grams: Grams) -> int | None:
    """The price of one parcel of exactly so many grams, without surcharges; None when the tariff has none."""
    for up_to, price in tariff.steps.get((service, zone), ()):
        if grams <= up_to:
            return price
    return None


def billed_grams(tariff: Tariff, weight_g: int | None, volume_ml: int | None) -> int | None:
    """Grams of one unit that the carrier counts: the greater of its weight and what its volume stands for,
    rounded up. A volume that is not known counts nothing; None when the weight is not known."""
    if weight_g is None or volume_ml is None or tariff.divisor is None:
        return weight_g
    return max(weight_g, ceil(volume_ml * _grams_of_ml(tariff, tariff.divisor)))


def _grams_of_ml(tariff: Tariff, divisor: Decimal) -> Fraction:
    if "ml" not in tariff.kept:
        pounds = tariff.weights in {"oz", "lb"}
        of_unit = Fraction(UNITS["lb"]) / CUBIC_INCH_ML if pounds else Fraction(1000)
        tariff.kept["ml"] = of_unit / Fraction(divisor)
    factor: Fraction = tariff.kept["ml"]
    return factor
