"""A ruleset -> Python functions, built as a syntax tree and compiled once."""

from engine.compiler.matcher import Matcher, RuleFailed
from engine.compiler.routes import Asked, Route
from engine.compiler.ruleset import Compiled, compile_ruleset
from engine.compiler.splits import SplitSaid

__all__ = ["Asked", "Compiled", "Matcher", "Route", "RuleFailed", "SplitSaid", "compile_ruleset"]
