"""A map of who could send an order and who does: places in, shapes in pixels out."""

import math
from dataclasses import dataclass

from ui.maps.coast import GREAT_BRITAIN, IRELAND

WIDTH, HEIGHT = 400, 436
RINGS_KM = (50, 100, 200, 300, 400, 600)
KM_PER_DEGREE = 111.195  # of latitude
MARGIN = 46.0  # pixels kept free around the outermost place, for its label
NEAR_X, NEAR_Y = 90, 28  # pixels within which two labels would meet
CLOSEST_KM = 220.0  # the map never shows less than this from top to bottom


@dataclass(frozen=True, slots=True)
class Place:
    """A location or the destination: position in degrees, a name, a line of detail, and what it does:
    use (sends), lost (could), out (ruled out), idle (not asked) or dest."""

    name: str
    detail: str
    latitude: float
    longitude: float
    role: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the picture, in pixels, its label to the right or (`end`) to the left."""

    x: int
    y: int
    name: str
    detail: str
    role: str
    end: bool
    label_x: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle around the destination; `label_y` is where its distance stands, under it."""

    x: int
    y: int
    radius: int
    label: str
    label_y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All shapes of one map. `lanes` are SVG paths from a sending location to the destination;
    `said` is the map in words, for those who cannot see it; `asked`: locations were asked, so that the marks
    tell what each of them does."""

    land: tuple[str, ...]
    rings: tuple[Ring, ...]
    lanes: tuple[str, ...]
    marks: tuple[Mark, ...]
    said: str
    asked: bool


@dataclass(frozen=True, slots=True)
class _View:
    """Equirectangular: a middle, and pixels a kilometre."""

    latitude: float
    longitude: float
    scale: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude) * math.cos(math.radians(self.latitude)) * KM_PER_DEGREE
        north = (latitude - self.latitude) * KM_PER_DEGREE
        return round(WIDTH / 2 + east * self.scale, 1), round(HEIGHT / 2 - north * self.scale, 1)


def draw(places: tuple[Place, ...]) -> Picture | None:
    """The map of these places, or None when there is none. At most one of them is the destination."""
    if not places:
        return None
    view = _view(places)
    goal = next((place for place in places if place.role == "dest"), None)
    return Picture(
        land=tuple(_outline(view, coast) for coast in (GREAT_BRITAIN, IRELAND)),
        rings=_rings(view, goal) if goal else (),
        lanes=tuple(_lane(view, place, goal) for place in places if goal and place.role == "use"),
        marks=_marks(view, places),
        said=_said(places, goal),
        asked=any(place.role in ("use", "lost", "out") for place in places),
    )


def _view(places: tuple[Place, ...]) -> _View:
    latitudes = [place.latitude for place in places]
    longitudes = [place.longitude for place in places]
    middle = (min(latitudes) + max(latitudes)) / 2
    tall = (max(latitudes) - min(latitudes)) * KM_PER_DEGREE
    wide = (max(longitudes) - min(longitudes)) * KM_PER_DEGREE * math.cos(math.radians(middle))
    scale = min((HEIGHT - 2 * MARGIN) / max(tall, CLOSEST_KM), (WIDTH - 3 * MARGIN) / max(wide, CLOSEST_KM))
    return _View(middle, (min(longitudes) + max(longitudes)) / 2, scale)


def _outline(view: _View, coast: tuple[tuple[float, float], ...]) -> str:
    points = [view.at(*point) for point in coast]
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


def _rings(view: _View, goal: Place) -> tuple[Ring, ...]:
    x, y = view.at(goal.latitude, goal.longitude)
    reach = max(WIDTH, HEIGHT)
    return tuple(
        Ring(round(x), round(y), round(km * view.scale), f"{km} km", round(y + km * view.scale - 4))
        for km in RINGS_KM
        if 30 < km * view.scale < reach
    )


def _lane(view: _View, place: Place, goal: Place) -> str:
    """A gently bent line: the control point stands off the middle by an eighth of the way."""
    (x, y), (to_x, to_y) = view.at(place.latitude, place.longitude), view.at(goal.latitude, goal.longitude)
    bend_x = (x + to_x) / 2 + (to_y - y) / 8
    bend_y = (y + to_y) / 2 - (to_x - x) / 8
    return f"M{x} {y}Q{bend_x:.1f} {bend_y:.1f} {to_x} {to_y}"


def _marks(view: _View, places: tuple[Place, ...]) -> tuple[Mark, ...]:
    """Of two places whose labels would meet, the one further left has its label on the left."""
    spots = [view.at(place.latitude, place.longitude) for place in places]
    marks = []
    for index, (place, (x, y)) in enumerate(zip(places, spots, strict=True)):
        others = spots[:index] + spots[index + 1 :]
        crowded = any(0 <= other_x - x < NEAR_X and abs(other_y - y) < NEAR_Y for other_x, other_y in others)
        end = x > WIDTH * 0.62 or (crowded and x > NEAR_X)
        left = round(x)
        marks.append(
            Mark(left, round(y), place.name, place.detail, place.role, end, left + (-12 if end else 12))
        )
    return tuple(marks)


def _said(places: tuple[Place, ...], goal: Place | None) -> str:
    roles = (("use", "Sends"), ("lost", "Could have sent"), ("out", "Ruled out"), ("idle", "Not asked"))
    parts = [f"Map. Destination: {goal.name}." if goal else "Map of the locations."]
    for role, words in roles:
        named = [_named(place) for place in places if place.role == role]
        if named:
            parts.append(f"{words}: {', '.join(named)}.")
    return " ".join(parts)


def _named(place: Place) -> str:
    return place.name if place.role == "idle" else f"{place.name} ({place.detail})"
