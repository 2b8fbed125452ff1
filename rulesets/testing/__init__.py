"""What may stand in a test of a ruleset: its shape, and the kinds of value in it."""
