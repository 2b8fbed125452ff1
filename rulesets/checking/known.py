"""What the retailer really has, so that a rule that names anything else is found out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """Codes of locations and SKUs that exist; None where that is not known, and so not checked."""

    locations: frozenset[str] | None = None
    skus: frozenset[str] | None = None

    def of(self, list_name: str) -> frozenset[str] | None:
        """The codes of the list that a field refers to: location or sku."""
        return {"location": self.locations, "sku": self.skus}.get(list_name)
