"""A ruleset -> Python functions, built as a syntax tree and compiled once."""

from engine.compiler.matcher import Matcher, RuleFailed
from engine.compiler.ruleset import Compiled, Route, compile_ruleset

__all__ = ["Compiled", "Matcher", "Route", "RuleFailed", "compile_ruleset"]
