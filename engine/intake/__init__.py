"""Orders come in: accept, check, decide, commit; and every later decision on them."""

from engine.intake.accepting import Accepted, accept, dry_run
from engine.intake.again import cancel_within, decide_again, decide_again_within
from engine.intake.arrivals import StockTaken, count_stock, expect_stock, feed_stock, receive_stock
from engine.intake.clock import tick
from engine.intake.document import OrderDocument, read_document
from engine.intake.holding import lift_hold
from engine.intake.parcels import collect, make_ready, ship
from engine.intake.waiting import cancel_order, decide_waiting
from engine.lifecycle import By

__all__ = [
    "Accepted",
    "By",
    "OrderDocument",
    "StockTaken",
    "accept",
    "cancel_order",
    "cancel_within",
    "collect",
    "count_stock",
    "decide_again",
    "decide_again_within",
    "decide_waiting",
    "dry_run",
    "expect_stock",
    "feed_stock",
    "lift_hold",
    "make_ready",
    "read_document",
    "receive_stock",
    "ship",
    "tick",
]
