"""Units by SKU, as a value with + - and &; it never holds fewer than none."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol


class HasUnits(Protocol):
    """Anything that says so many units of a SKU: an order line, a planned line."""

    @property
    def sku(self) -> str: ...

    @property
    def quantity(self) -> int: ...


class Quantities(Mapping[str, int]):
    """Units by SKU; a SKU that is not in it has none. Raises ValueError on a number below 0."""

    __slots__ = ("_units",)

    def __init__(self, units: Mapping[str, int] | None = None) -> None:
        self._units = {sku: count for sku, count in (units or {}).items() if count}
        for sku, count in self._units.items():
            if count < 0:
                raise ValueError(f"{count} units of {sku}: there cannot be fewer than none")

    @classmethod
    def of(cls, lines: Iterable[HasUnits]) -> "Quantities":
        """The units of some lines, those of the same SKU added up."""
        units: dict[str, int] = {}
        for line in lines:
            units[line.sku] = units.get(line.sku, 0) + line.quantity
        return cls(units)

    def __getitem__(self, sku: str) -> int:
        return self._units.get(sku, 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)

    def __contains__(self, sku: object) -> bool:
        return sku in self._units

    def __hash__(self) -> int:
        return hash(frozenset(self._units.items()))

    def __eq__(self, other: object) -> bool:
        return self._units == other._units if isinstance(other, Quantities) else NotImplemented

    def __add__(self, other: Mapping[str, int]) -> "Quantities":
        """Both together."""
        return Quantities({sku: self[sku] + other.get(sku, 0) for sku in {**self._units, **other}})

    def __sub__(self, other: Mapping[str, int]) -> "Quantities":
        """What is left. Raises ValueError when there was less than is taken."""
        return Quantities({sku: self[sku] - other.get(sku, 0) for sku in {**self._units, **other}})

    def __and__(self, other: Mapping[str, int]) -> "Quantities":
        """What both have."""
        return Quantities({sku: min(count, other.get(sku, 0)) for sku, count in self._units.items()})

    def __repr__(self) -> str:
        return f"Quantities({self._units!r})"

    @property
    def total(self) -> int:
        """Units of all SKUs."""
        return sum(self._units.values())
