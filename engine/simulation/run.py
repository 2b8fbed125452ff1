"""Runs a whole comparison over prepared inputs: progress, cancelling, and the result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.model import Order
from engine.needs import needs_in
from engine.simulation.causes import Causes, Compile, Decide
from engine.simulation.compare import Comparison, Span
from engine.simulation.inputs import Outside, Wish, in_order_of_time
from engine.simulation.result import Result, result
from rulesets.model import Ruleset

Progress = Callable[[int], None]
"""Told how many orders are done, after each batch. It may raise SimulationStopped."""


class SimulationStopped(Exception):
    """The simulation was asked to stop."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What happens in a span, each in order of time; orders may stream."""

    orders: Iterable[Order]
    changes: Iterable[Outside] = ()
    wishes: Iterable[Wish] = ()


def simulate(
    span: Span,
    inputs: Inputs,
    base: Ruleset,
    candidate: Ruleset,
    compile_rules: Compile,
    on_progress: Progress = lambda _done: None,
    decide_base: Decide | None = None,
) -> Result:
    """Decide every order of the span by both rulesets, from the same stock. Pure, and the same inputs
    give the same result and hash. `compile_rules` gives a ruleset's decide; `decide_base` stands in for
    the base's where its decisions are made elsewhere."""
    causes = Causes(base, candidate, compile_rules)
    decide = decide_base or compile_rules(base)
    needs = (needs_in(base), needs_in(candidate))
    comparison = Comparison(span, decide, compile_rules(candidate), causes, needs)
    done = 0
    for at, batch in in_order_of_time(inputs.orders, inputs.changes, inputs.wishes):
        done += comparison.take(at, batch)
        on_progress(done)
    return result(comparison.finish(), base, candidate)
