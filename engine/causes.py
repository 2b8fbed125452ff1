"""Why a routing rule has no plan for everything, in one sentence."""

from collections.abc import Sequence

from engine.allocation.model import Policy
from engine.candidate import Candidate
from engine.routing.words import counted, listed, product_name

NAMED = 2
"""Products named before the rest is only counted."""


def why_not_everything(rule: str, candidates: Sequence[Candidate], policy: Policy) -> str:
    """What is missing: locations, stock, or the leave to split."""
    if not candidates:
        return f"No location may serve under rule “{rule}”."
    short = _shortage(candidates)
    if not short:
        return _not_together(candidates, policy)
    names = list(short)[:NAMED]
    situation = candidates[0].situation
    said = [f"{counted(short[sku], 'unit')} of {product_name(situation, sku)}" for sku in names]
    rest = len(short) - len(names)
    said += [f"units of {counted(rest, 'more SKU')}"] if rest else []
    places = [candidate.name for candidate in candidates]
    where = f"at {listed(places)}" if len(places) <= 3 else f"at the {len(places)} locations that may serve"
    missing = "is" if sum(short.values()) == 1 else "are"
    return f"{listed(said)} {missing} missing {where}."


def _shortage(candidates: Sequence[Candidate]) -> dict[str, int]:
    """Units by SKU that all who may serve lack together, in the order of the lines."""
    found: dict[str, int] = {}
    for sku, needed in candidates[0].situation.demand.items():
        missing = needed - sum([candidate.free[sku] for candidate in candidates])
        if missing > 0:
            found[sku] = missing
    return found


def _not_together(candidates: Sequence[Candidate], policy: Policy) -> str:
    """The stock is there, but the order would have to be split further than it may be."""
    if policy.most == 1:
        return "No location alone has everything, and the order may not be split."
    if policy.at_most is not None and policy.at_most < len(candidates):
        return f"Everything is in stock, but it would take more than {counted(policy.at_most, 'shipment')}."
    return "Everything is in stock, but no location has some line whole, and lines may not be split."
