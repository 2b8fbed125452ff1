"""The merchant's own order of locations: places in the list, added up; one not in it comes after the last."""

from engine.candidate import Candidate
from engine.routing.rankers.model import Asked, Ranker
from engine.routing.words import counted


def _place(candidate: Candidate, asked: Asked) -> float | None:
    code = candidate.code.casefold()
    places = [listed.casefold() for listed in asked.rank.locations]
    return places.index(code) + 1 if code in places else len(places) + 1


PREFERRED = Ranker(
    by="preferred",
    noun="the preferred order",
    best="most preferred",
    worth=_place,
    said=lambda amount, _currency: counted(round(amount), "place"),
)
