"""Plots: small SVG files whose words stay words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 6.4, 3.2
"""Inches."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A line for each series of (x, y); both scales are by powers of ten. `limits` are drawn
    dashed: a height with what it stands for."""

    name: str
    alt: str
    across: str
    up: str
    series: Mapping[str, Sequence[tuple[float, float]]]
    limits: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """For each of `groups` a bar a series."""

    name: str
    alt: str
    up: str
    groups: Sequence[str]
    series: Mapping[str, Sequence[float]]


Plot = Lines | Bars


def draw(plot: Plot, path: Path) -> Path:
    """Write `plot` to `path` as SVG, the same bytes for the same figures; gives `path`."""
    import matplotlib

    settings = {"svg.fonttype": "none", "svg.hashsalt": "casebook", "font.size": 9}
    with matplotlib.rc_context(settings):
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        axes = figure.subplots()
        if isinstance(plot, Lines):
            _lines(axes, plot)
        else:
            _bars(axes, plot)
        axes.set_ylabel(plot.up)
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", linewidth=0.4, alpha=0.6)
        figure.savefig(path, metadata={"Date": None})
    lines = [line.rstrip() for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _lines(axes: Any, plot: Lines) -> None:
    for name, points in plot.series.items():
        xs, ys = zip(*points, strict=True)
        axes.plot(xs, ys, marker="o", markersize=4, label=name)
    for name, height in (plot.limits or {}).items():
        axes.axhline(height, color="grey", linestyle="--", linewidth=0.8)
        axes.annotate(
            name, (1, height), xycoords=("axes fraction", "data"), ha="right", va="bottom"
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel(plot.across)
    axes.legend(frameon=False)


def _bars(axes: Any, plot: Bars) -> None:
    wide = 0.8 / len(plot.series)
    for number, (name, heights) in enumerate(plot.series.items()):
        places = [group - 0.4 + wide * (number + 0.5) for group in range(len(plot.groups))]
        axes.bar(places, heights, wide * 0.92, label=name)
    axes.set_xticks(range(len(plot.groups)), plot.groups)
    axes.legend(frameon=False, ncols=2, loc="lower right", framealpha=0.9)
