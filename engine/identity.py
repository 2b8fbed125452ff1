"""Order ids: text that sorts by arrival."""

import secrets
from datetime import datetime
from threading import Lock

from engine.records.types import to_micros

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SERIALS = 1 << 20


def order_id(received_at: datetime, serial: int) -> str:
    """The id of the order that arrived at this millisecond as number `serial` (below 1,048,576), like
    `O0C3X9A7K2Z0001`: Crockford's base 32, the millisecond in ten digits, the serial in four."""
    return f"O{_base32(to_micros(received_at) // 1000, 10)}{_base32(serial, 4)}"


class OrderIds:
    """Hands out ids; those of one millisecond follow each other. Safe between threads; between
    processes a random start makes a clash unlikely, and the primary key refuses it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = (0, 0)

    def next(self, received_at: datetime) -> str:
        """A new id for an order that arrives now."""
        millisecond = to_micros(received_at) // 1000
        with self._lock:
            same = self._last[0] == millisecond
            serial = self._last[1] + 1 if same else secrets.randbelow(_SERIALS // 2)
            self._last = (millisecond, serial)
        return order_id(received_at, serial)


def _base32(number: int, digits: int) -> str:
    if not 0 <= number < 32**digits:
        raise ValueError(f"{number} does not fit into {digits} digits of base 32")
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(digits)))
