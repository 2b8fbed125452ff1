"""The rule builder: what is edited (`model`), how (`edits`, `arrange`, `rules`), and what draws it."""
