"""What the retailer really has, so that a rule that names anything else is found out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Codes of locations and SKUs, and names of groups of locations that exist; None where that is not
    known, and so not checked."""

    locations: frozenset[str] | None = None
    skus: frozenset[str] | None = None
    groups: frozenset[str] | None = None

    def of(self, list_name: str) -> frozenset[str] | None:
        """The codes of the list that a field refers to: location, sku or group."""
        return {"location": self.locations, "sku": self.skus, "group": self.groups}.get(list_name)
