"""Earliest arrival: days on the calendar until the last shipment is delivered."""

from engine.routing.rankers.model import Ranker
from engine.routing.words import counted

EARLIEST_ARRIVAL = Ranker(
    by="earliest_arrival",
    noun="arrival",
    best="earliest to arrive",
    worth=lambda candidate, _asked: candidate.arrival_days,
    said=lambda amount, _currency: counted(round(amount), "day"),
    joined="most",
)
