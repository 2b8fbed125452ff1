"""Scope: for which orders a rule is meant at all, before its conditions are asked; and a share of orders."""

from hashlib import blake2b

from pydantic import Field as Arg

from rulesets.conditions import Condition, Group, Lines, Node, Part, fields_read

IDENTITY = "order.identity"
"""The fact that shares go by: channel and number of the order. No condition may read it."""

SCOPED: dict[str, str] = {
    "channels": "order.channel",
    "countries": "destination.country",
    "regions": "destination.region",
    "categories": "line.category",
}
"""The lists of a scope, in the order in which its sentence says them, and the field that each is asked of."""

WHOLE = 1 << 64


class Scope(Part):
    """For which orders a rule is meant: sold in one of these channels, going to one of these countries and
    regions, with any line of one of these categories, and among so many percent of them. All that is given
    must hold; what is not known of an order is not in the list."""

    channels: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    percent: int | None = Arg(default=None, ge=1, le=100)

    def asked(self) -> tuple[tuple[str, Node], ...]:
        """Each list that is given as the condition that it is, by its name."""
        given = {key: getattr(self, key) for key in SCOPED}
        return tuple((key, _condition(SCOPED[key], values)) for key, values in given.items() if values)

    def reads(self) -> frozenset[str]:
        """Paths of all facts that the scope reads."""
        share = frozenset() if self.percent is None else frozenset({IDENTITY})
        return share.union(*(fields_read(node) for _, node in self.asked()))


def identity(channel: str, external_id: str) -> str:
    """What an order is told apart by, whichever rule asks."""
    return f"{channel.casefold()}\n{external_id}"


def in_share(order: str, rule_id: str, percent: int) -> bool:
    """Whether the order (its `identity`) is among so many percent of all orders. Each rule draws anew, the
    same order always alike, and a higher percentage keeps every order of a lower one."""
    drawn = blake2b(f"{rule_id}\n{order}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(drawn, "big") * 100 < percent * WHOLE


def _condition(path: str, values: tuple[str, ...]) -> Node:
    asked = Condition(field=path, operator="one_of", value=values)
    of_line = path.startswith("line.")
    return Lines(lines="any", where=Group(match="all", of=(asked,))) if of_line else asked
