"""Why a routing rule has no plan for everything, in one sentence."""

from engine.allocation.model import Policy
from engine.course import Course, Tried
from engine.routing.words import counted, listed, product_name

NAMED = 2
"""Products named before the rest is only counted."""


def why_not_everything(course: Course, tried: Tried) -> str:
    """What is missing: locations, stock, or the leave to split."""
    if not tried.candidates:
        return f"No location may serve under rule “{tried.route.rule.name}”."
    short = shortage(course, tried)
    if not short:
        return _not_together(tried, course.policy or Policy())
    names = list(short)[:NAMED]
    said = [f"{counted(short[sku], 'unit')} of {product_name(course.situation, sku)}" for sku in names]
    rest = len(short) - len(names)
    said += [f"units of {counted(rest, 'more SKU')}"] if rest else []
    places = [candidate.name for candidate in tried.candidates]
    where = f"at {listed(places)}" if len(places) <= 3 else f"at the {len(places)} locations that may serve"
    missing = "is" if sum(short.values()) == 1 else "are"
    return f"{listed(said)} {missing} missing {where}."


def shortage(course: Course, tried: Tried) -> dict[str, int]:
    """Units by SKU that all who may serve lack together, in the order of the lines."""
    found: dict[str, int] = {}
    for sku, needed in course.situation.demand.items():
        missing = needed - sum([candidate.free[sku] for candidate in tried.candidates])
        if missing > 0:
            found[sku] = missing
    return found


def _not_together(tried: Tried, policy: Policy) -> str:
    """The stock is there, but the order would have to be split further than it may be."""
    alone = f"{tried.candidates[0].name} does" if len(tried.candidates) == 1 else "no single location does"
    if policy.most == 1:
        return f"Everything is in stock, but {alone} not have it all, and the order may not be split."
    if policy.at_most is not None:
        most = counted(policy.at_most, "shipment")
        return f"Everything is in stock, but not in a way that {most} could send it."
    return "Everything is in stock, but no location has some line whole, and lines may not be split."
