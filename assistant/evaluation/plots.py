"""Plots as small SVG drawings that a page can hold, in its own colours, light and dark.

Drawn here and not by a plotting library: three plain charts take less code than making one
library's SVG follow the reader's colour scheme, and nothing has to be installed for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

import numpy as np

from assistant.evaluation.abstention import Curve
from assistant.evaluation.chance import Interval
from assistant.evaluation.outcome import Outcome
from assistant.evaluation.ranking import DEPTH

WIDTH, HEIGHT = 420, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 24, 16, 44
_POINTS = 300
"""Of a curve, at most: more can't be seen."""

STYLE = """\
:root { --ink: #1d1c19; --quiet: #625e55; --line: #e4e1da; --accent: #2c4f93; --warn: #8a4b08; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece9e2; --quiet: #a9a499; --line: #35332e; --accent: #a3bdf0; --warn: #e7b27a; }
}
.plot text { font: 13px "Segoe UI", system-ui, sans-serif; fill: var(--quiet); }
.plot .said { fill: var(--ink); }
.plot .grid { stroke: var(--line); }
.plot .bar { fill: var(--accent); }
.plot .bar.none { fill: var(--warn); }
.plot .curve { fill: none; stroke: var(--accent); stroke-width: 2; }
.plot .here { stroke: var(--warn); stroke-dasharray: 4 3; }
.plot .dot { fill: var(--warn); }
"""
"""The colours of the plots; a page may define them anew."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing, what it is of, and what it says in a sentence."""

    title: str
    said: str
    svg: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """Values from 0 to `high`, with those that are named, and what they are."""

    high: float
    ticks: Sequence[tuple[float, str]]
    label: str


def rank_plot(outcomes: Sequence[Outcome]) -> Plot:
    """How many questions find their evidence first at which rank, or not at all."""
    at = Counter(outcome.found_at for outcome in outcomes if outcome.wanted)
    counts = [at[rank] for rank in (*range(1, DEPTH + 1), None)]
    high = max((*counts, 1))
    names = [*map(str, range(1, DEPTH + 1)), "none"]
    x = _Axis(len(names), [(n + 0.5, name) for n, name in enumerate(names)], "rank")
    y = _Axis(high, _count_ticks(high), "questions")
    bars = (
        _bar(x, y, n + 0.12, n + 0.88, count, "bar none" if name == "none" else "bar")
        for n, (name, count) in enumerate(zip(names, counts, strict=True))
    )
    return _chart("Rank of the first passage with evidence", _ranks_said(counts), x, y,
                  bars)  # fmt: skip


def _ranks_said(counts: Sequence[int]) -> str:
    if not any(counts):
        return "No question has evidence."
    return (
        f"Of {sum(counts):,} questions with evidence, {counts[0]:,} have it in the first passage, "
        f"{sum(counts[1:-1]):,} in a later one and {counts[-1]:,} in none of the first {DEPTH}."
    )


def risk_plot(curve: Curve) -> Plot:
    """The risk–coverage curve, and where it was cut; of one question at least."""
    count = len(curve.risks)
    x = _Axis(1, _share_ticks(1), "share of questions answered, surest first")
    high = max(0.1, np.ceil(max(curve.risks) * 10) / 10)
    y = _Axis(high, _share_ticks(high), "share of them wrong")
    shown = sorted({round(n) for n in np.linspace(1, count, min(count, _POINTS))})
    points = " ".join(f"{_x(x, n / count):.1f},{_y(y, curve.risks[n - 1]):.1f}" for n in shown)
    marks = [f'<polyline class="curve" points="{points}"/>']
    said = f"If all {count:,} questions were answered, {_percent(curve.risks[-1])} would be wrong."
    if curve.answered:
        here, risk = curve.answered / count, curve.risks[curve.answered - 1]
        said += f" {_percent(here)} were answered, {_percent(risk)} of them wrongly."
        left, top = f"{_x(x, here):.1f}", f"{_y(y, risk):.1f}"
        end, beside = ("end", -8) if here > 0.5 else ("start", 8)
        marks += [
            f'<line class="here" x1="{left}" x2="{left}" y1="{_TOP}" y2="{HEIGHT - _BOTTOM}"/>',
            f'<circle class="dot" cx="{left}" cy="{top}" r="5"/>',
            f'<text class="said" text-anchor="{end}" dx="{beside}" x="{left}" y="{_TOP + 12}">'
            "answered</text>",
        ]
    return _chart("Risk and coverage", said, x, y, marks)


def time_plot(seconds: Sequence[float]) -> Plot:
    """How many questions, one at least, took how long; the slowest two of a hundred share the
    last bar."""
    most = 1000 * float(np.percentile(seconds, 98)) or 1.0
    ticks = _count_ticks(max(5, ceil(most)))
    high = max(most, ticks[-1][0])
    counts, edges = np.histogram(np.minimum(np.multiply(seconds, 1000), most), 20, (0, most))
    x = _Axis(high, ticks, "milliseconds for an answer")
    y = _Axis(int(counts.max()), _count_ticks(int(counts.max())), "questions")
    bars = (
        _bar(x, y, float(a), float(b) - high / 200, int(n), "bar")
        for a, b, n in zip(edges, edges[1:], counts, strict=False)
    )
    half, most_of = (1000 * float(np.percentile(seconds, p)) for p in (50, 95))
    said = f"Half took at most {half:,.0f} ms, 95 of 100 at most {most_of:,.0f} ms."
    return _chart("Time for an answer", said, x, y, bars)


def whisker(value: float, interval: Interval | None) -> str:
    """A share from 0 to 1 as a dot on a line, and where it may lie."""
    low, high = interval or (value, value)
    return (
        '<svg class="whisker" viewBox="0 0 104 16" aria-hidden="true">'
        '<line class="grid" x1="2" x2="102" y1="8" y2="8"/>'
        f'<line class="reach" x1="{2 + 100 * low:.1f}" x2="{2 + 100 * high:.1f}" y1="8" y2="8"/>'
        f'<circle class="at" cx="{2 + 100 * value:.1f}" cy="8" r="3.5"/></svg>'
    )


def standalone(plot: Plot) -> str:
    """A plot as an SVG file of its own, which follows the reader's colour scheme."""
    head, inside = plot.svg.split(">", 1)
    return f'{head} xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>{inside}\n'


def _chart(title: str, said: str, x: _Axis, y: _Axis, marks: Iterable[str]) -> Plot:
    name = title.lower().replace(" ", "-")
    parts = [
        f'<svg class="plot" role="img" aria-labelledby="{name} {name}-said" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<title id="{name}">{escape(title)}</title><desc id="{name}-said">{escape(said)}</desc>',
    ]
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM
    for value, words in y.ticks:
        top = _y(y, value)
        parts += [
            f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{top:.1f}" y2="{top:.1f}"/>',
            f'<text text-anchor="end" x="{_LEFT - 6}" y="{top + 4:.1f}">{words}</text>',
        ]
    for value, words in x.ticks:
        left = f"{_x(x, value):.1f}"
        parts.append(f'<text text-anchor="middle" x="{left}" y="{bottom + 18}">{words}</text>')
    parts += marks
    middle = (_TOP + bottom) / 2
    parts.append(
        f'<text text-anchor="middle" x="{(_LEFT + right) / 2}" y="{HEIGHT - 6}">{x.label}</text>'
        f'<text text-anchor="middle" transform="translate(12 {middle}) rotate(-90)">{y.label}'
        "</text></svg>"
    )
    return Plot(title, said, "".join(parts))


def _bar(x: _Axis, y: _Axis, start: float, end: float, value: float, kind: str) -> str:
    left, top = _x(x, start), _y(y, value)
    return (
        f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" width="{_x(x, end) - left:.1f}" '
        f'height="{HEIGHT - _BOTTOM - top:.1f}"/>'
    )


def _x(axis: _Axis, value: float) -> float:
    return _LEFT + value / axis.high * (WIDTH - _LEFT - _RIGHT)


def _y(axis: _Axis, value: float) -> float:
    return HEIGHT - _BOTTOM - value / axis.high * (HEIGHT - _TOP - _BOTTOM)


def _count_ticks(high: int) -> list[tuple[float, str]]:
    step = next(s * 10**e for e in range(9) for s in (1, 2, 5) if high / (s * 10**e) <= 5)
    return [(n, f"{n:,}") for n in range(0, high + 1, step)]


def _share_ticks(high: float) -> list[tuple[float, str]]:
    step = 0.25 if high > 0.5 else 0.1 if high > 0.2 else 0.05
    return [(step * n, _percent(step * n)) for n in range(int(high / step + 1e-9) + 1)]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
