"""A past year, decided in order of time by the live rules and stored as live operation would have left it."""

from engine.history.loading import HistoryReport, PastYear, RefusedHistory, load_history, load_history_within

__all__ = ["HistoryReport", "PastYear", "RefusedHistory", "load_history", "load_history_within"]
