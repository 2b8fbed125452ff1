"""The rule language and its versions: what a rule is, and how it changes."""
