"""Money as rules and orders carry it: whole minor units with a currency, written `300.00 GBP`."""

import re
from dataclasses import dataclass

CURRENCIES = {"GBP": ("£", 2), "EUR": ("€", 2), "USD": ("$", 2), "JPY": ("¥", 0)}
"""Currencies the program knows: ISO 4217 code -> (symbol, decimal places)."""

_WRITTEN = re.compile(r"(-?)([0-9]{1,12})(?:\.([0-9]{1,3}))? ([A-Z]{3})")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (pence, cents) of one ISO 4217 currency."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read `300.00 GBP`. Raises ValueError, with the remedy, on anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"“{text}” is not an amount of money; write it like 300.00 GBP")
        sign, whole, decimals, currency = found.groups()
        places = _places(currency)
        if len(decimals or "") > places:
            raise ValueError(f"“{text}” has more than {places} decimal places, too many for {currency}")
        minor = int(whole) * 10**places + int((decimals or "").ljust(places, "0") or 0)
        return cls(-minor if sign else minor, currency)

    def __str__(self) -> str:
        """The written form that `parse` reads, as in `300.00 GBP`."""
        return f"{_figure(self.minor, self.currency)} {self.currency}"

    @property
    def shown(self) -> str:
        """The form for people, as in £300.00 or −£4.50."""
        symbol, _ = CURRENCIES.get(self.currency, (self.currency + " ", 2))
        sign = "−" if self.minor < 0 else ""
        whole, _, decimals = _figure(abs(self.minor), self.currency).partition(".")
        return f"{sign}{symbol}{int(whole):,}{'.' + decimals if decimals else ''}"


def _places(currency: str) -> int:
    if currency not in CURRENCIES:
        known = ", ".join(CURRENCIES)
        raise ValueError(f"“{currency}” is not a currency this program knows; use one of {known}")
    return CURRENCIES[currency][1]


def _figure(minor: int, currency: str) -> str:
    places = CURRENCIES.get(currency, ("", 2))[1]
    if places == 0:
        return str(minor)
    sign, amount = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{amount // 10**places}.{amount % 10**places:0{places}d}"
