"""What a starter does to an order, as a small picture: the order, the locations considered, who sends it."""

from dataclasses import dataclass, field

from engine.model import Decision, Order
from engine.proving import Outcome, Proof
from rulesets.values import Money
from ui.words import starters as words

WIDTH, TOP, STEP, ORDER, MARK = 384, 26, 36, 128, 232
"""Pixels: the picture's width, the height of the first location, the way to the next, where the order's box
ends, and where the locations stand."""


USUAL = "Sheffield"
"""Where the orders of the example shop go, unless a test says otherwise."""


@dataclass
class Spot:
    """A location: where it stands, what it does (`role`: sends, could, out, no or idle), and its lane."""

    key: str
    name: str
    said: str
    role: str
    y: int
    lane: str
    why: str = ""


@dataclass
class Picture:
    """The picture in the pixels of a frame of WIDTH by `height`. `said`: all of it in words. `held`: the
    order stops before the locations."""

    height: int = 0
    middle: int = 0
    order: str = ""
    about: str = ""
    held: bool = False
    spots: list[Spot] = field(default_factory=list)
    without: str = ""
    after: str = ""
    said: str = ""


def telling(proofs: tuple[Proof, ...]) -> Proof:
    """The first test in which the rules make a difference; the first of all when none does."""
    return next((each for each in proofs if came(each, each.outcome) != came(each, each.without)), proofs[0])


def picture_of(proof: Proof) -> Picture:
    """What came of the order of this test with the starter, and what without."""
    states = proof.snapshot.locations
    middle = TOP + STEP * (len(states) - 1) // 2
    order = words.order_words(proof.order.units, list(dict.fromkeys(line.sku for line in proof.order.lines)))
    without, after = came(proof, proof.without), came(proof, proof.outcome)
    return Picture(
        height=TOP + STEP * len(states),
        middle=middle,
        order=order,
        about=_about(proof.order),
        held=proof.outcome.decision.outcome == "held",
        spots=_spots(proof, middle),
        without=without,
        after=after,
        said=words.picture(order, without, after),
    )


def came(proof: Proof, outcome: Outcome) -> str:
    """What came of the order, as the end of a sentence."""
    names = {state.location.code: state.location.name for state in proof.snapshot.locations}
    if proof.event is None:
        return _decided(outcome.decision, names)
    queued = any(rule_id.endswith("-default") for rule_id in outcome.fired)
    said = words.QUEUED if queued else _decided(outcome.decision, names)
    aside = words.put_aside(names[proof.event["location"]]) if len(outcome.fired) > 1 else ""
    return f"{said}, {aside}" if aside else said


def _decided(decision: Decision, names: dict[str, str]) -> str:
    if decision.holds:
        return words.is_held(decision.holds[0].owner)
    if decision.outcome == "routed":
        return words.sends([names[code] for code in decision.plan.locations])
    return words.CAME.get(decision.outcome, decision.outcome)


def _about(order: Order) -> str:
    """What of the order the rule may be about: its worth, and where it is not as usual."""
    there = order.destination.city or order.destination.region or ""
    city = "" if there == USUAL else there
    special = (
        order.service if order.service != "standard" else order.channel if order.channel != "web" else ""
    )
    total = Money(order.total, order.currency).shown
    return ", ".join(part for part in (total, special, f"to {city}" if city else "") if part)


def _spots(proof: Proof, middle: int) -> list[Spot]:
    decision = proof.outcome.decision
    told = {each.location: each for each in decision.trace.candidates} if decision.trace else {}
    refused = str(proof.event["location"]) if proof.event else ""
    spots = []
    for at, state in enumerate(proof.snapshot.locations):
        code, y = state.location.code, TOP + STEP * at
        candidate = told.get(code)
        role = _ROLES[candidate.verdict] if candidate and not decision.holds else "idle"
        role = "no" if code == refused else role
        stock = {sku: level.on_hand for sku, level in state.stock.items() if level.on_hand}
        several = len({line.sku for line in proof.order.lines}) > 1
        lane = f"M{ORDER} {middle}C{ORDER + 60} {middle} {MARK - 60} {y} {MARK - 10} {y}"
        why = candidate.because if candidate else ""
        spots.append(
            Spot(code, state.location.name, words.spot(role, stock, several=several), role, y, lane, why)
        )
    return spots


_ROLES = {"chosen": "sends", "lost": "could", "ruled_out": "out"}
