"""The trace of a decision, from its course: rules tried, locations asked, the reason in sentences."""

from engine.candidates import candidate_traces
from engine.course import Course
from engine.model import Decision, Trace
from engine.noted import Noting
from engine.retelling import Retelling
from engine.why import why


def trace_of(course: Course, decision: Decision) -> Trace:
    """Everything that a person may ask about the decision. What every rule said is noted now; it is told in
    words when somebody asks."""
    states = course.situation.snapshot.locations
    walker = course.compiled.walker([(state.location.code, state.location.name) for state in states])
    noted = Noting(course, walker).noted()
    retelling = Retelling(noted, course.compiled, walker)
    candidates = candidate_traces(course, decision)
    return Trace.later(noted, retelling.rules, candidates, why(course, decision, candidates, retelling.when))
