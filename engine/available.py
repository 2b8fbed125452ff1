"""ATP, available to promise: the one place where it is worked out."""

from engine.model import StockLevel


def available(level: StockLevel, safety_stock: int = 0) -> int:
    """Units that may still be promised: on hand less allocated, reserved and safety stock; never below 0.

    On hand may stand below what is allocated, after a count that found less: then nothing is available."""
    return max(0, level.on_hand - level.allocated - level.reserved - safety_stock)
