"""The rule builder without its screen: what is edited (`model`), how (`edits`, `rules`), what is shown."""
