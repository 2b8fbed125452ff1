"""Fewest shipments."""

from engine.routing.rankers.model import Ranker
from engine.routing.words import counted

FEWEST_SHIPMENTS = Ranker(
    by="fewest_shipments",
    noun="the number of shipments",
    best="first",
    worth=lambda _candidate, _asked: 1,
    said=lambda amount, _currency: counted(round(amount), "shipment"),
)
