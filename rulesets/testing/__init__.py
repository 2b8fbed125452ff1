"""Tests that live in a ruleset: an order, what matters of its world, and the decision expected of it."""

from rulesets.testing.model import RuleTest, one_spelling

__all__ = ["RuleTest", "one_spelling"]
