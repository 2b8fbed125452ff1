"""A KPI's weeks as a small line: paths in the pixels of a 166 by 44 frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from engine.kpis import Z95, Summary

WIDTH, HEIGHT = 166, 44
_LEFT, _RIGHT, _TOP, _BOTTOM = 2.0, 160.0, 4.0, 40.0


@dataclass(frozen=True, slots=True)
class Spark:
    """The line and its band as SVG paths, the baseline's height (-1 for none), and where the line ends."""

    line: str
    band: str
    base: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Dot:
    """One week: how far to the right, its mean, and half its interval."""

    week: int
    mean: float
    half: float


def spark(weeks: Sequence[tuple[int, Summary]], of: int, baseline: float | None) -> Spark | None:
    """The weeks that have a figure, numbered from 0 below `of`; None with fewer than two. A week without
    one leaves a gap."""
    dots = [_dot(week, summary) for week, summary in weeks if summary.mean is not None]
    if len(dots) < 2:
        return None
    seen = [dot.mean for dot in dots] + ([] if baseline is None else [baseline])
    scale = _Scale(min(seen), max(seen), of)
    runs = _runs(dots)
    return Spark(
        line="".join(scale.path([(dot.week, dot.mean) for dot in run]) for run in runs),
        band="".join(scale.band(run) for run in runs),
        base=-1 if baseline is None else scale.y(baseline),
        x=scale.x(dots[-1].week),
        y=scale.y(dots[-1].mean),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From figures to pixels: the lowest figure stands at the bottom, the highest at the top."""

    low: float
    high: float
    weeks: int

    def x(self, week: int) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * week / max(1, self.weeks - 1), 1)

    def y(self, figure: float) -> float:
        reach = self.high - self.low
        share = (figure - self.low) / reach if reach else 0.5
        at = _BOTTOM - share * (_BOTTOM - _TOP)
        return round(min(max(at, -_TOP), HEIGHT + _TOP), 1)

    def path(self, points: Sequence[tuple[int, float]]) -> str:
        return "M" + "L".join(f"{self.x(week)} {self.y(figure)}" for week, figure in points)

    def band(self, run: Sequence[_Dot]) -> str:
        above = [(dot.week, dot.mean + dot.half) for dot in run]
        below = [(dot.week, dot.mean - dot.half) for dot in reversed(run)]
        return self.path(above + below) + "z"


def _dot(week: int, summary: Summary) -> _Dot:
    return _Dot(week, summary.mean or 0.0, Z95 * sqrt(summary.variance / summary.orders))


def _runs(dots: Sequence[_Dot]) -> list[list[_Dot]]:
    """Weeks that follow each other, together."""
    runs = [[dots[0]]]
    for before, dot in pairwise(dots):
        if dot.week == before.week + 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return runs
