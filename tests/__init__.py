"""Tests, in folders that mirror the source; `tests.browser` finds the browser for those in e2e."""
