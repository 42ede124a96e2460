"""Measures, and the table they are shown in."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import quantiles

from benchmarks.plots import Plot

HEAD = "| measure | figure | limit | figure ÷ limit | met |\n| --- | ---: | ---: | ---: | --- |"
"""A limit is the most a figure may come to, or, after "≥", the least."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, with the most or the least it may come to where there is a limit."""

    name: str
    figure: float
    unit: str = ""
    limit: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool:
        if self.least is not None:
            return self.figure >= self.least
        return self.limit is None or self.figure <= self.limit

    @property
    def row(self) -> str:
        """The measure as a row under HEAD."""
        cells = [self.name, shown(self.figure, self.unit)]
        bound = self.limit if self.least is None else self.least
        if bound is None:
            cells += ["", "", ""]
        else:
            ratio = f"{self.figure / bound:.2f}" if bound else ""
            least = "≥ " if self.least is not None else ""
            cells += [least + shown(bound, self.unit), ratio, "yes" if self.met else "**no**"]
        return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Section:
    """What one benchmark found; with no measures, `remarks` say why it was skipped."""

    title: str
    measures: Sequence[Measure] = ()
    remarks: Sequence[str] = ()
    plots: Sequence[Plot] = ()

    @property
    def markdown(self) -> str:
        table = [HEAD, *(measure.row for measure in self.measures)] if self.measures else []
        parts = [f"## {self.title}", "\n".join(table), *self.remarks]
        return "\n\n".join(part for part in parts if part)


def no_data(title: str, needed: str = "`squad2`") -> Section:
    """A section that needs a collection which is not here."""
    return Section(title, remarks=(f"Skipped: CASEBOOK_DATA names no folder that holds {needed}.",))


def share(name: str, value: float | None) -> Iterator[Measure]:
    """A share from 0 to 1 as a percentage; nothing where nothing was there to measure."""
    if value is not None:
        yield Measure(name, 100 * value, "%")


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of 100 do not exceed; `values` are two or more."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def shown(figure: float, unit: str) -> str:
    """A figure as finely as its unit bears."""
    places = {"s": 2, "ms": 0, "%": 1, "×": 2, "MiB": 0}.get(unit, 4)
    return f"{figure:,.{places}f}{' ' if unit else ''}{unit}"


def machine() -> str:
    """The machine, as far as it bears on the figures, and how busy it is now."""
    cores = os.cpu_count() or 1
    words = [f"{cores} cores"]
    if hasattr(os, "sysconf"):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        words.append(f"{memory / 2**30:.0f} GB")
    words += [platform.system(), f"Python {platform.python_version()}"]
    words.append(f"Casebook {version('casebook')}")
    return ", ".join(words) + "."


def load() -> str:
    """How busy the machine was with other work in the last minute, as a sentence."""
    if not hasattr(os, "getloadavg"):
        return ""
    running, cores = os.getloadavg()[0], os.cpu_count() or 1
    busy = f"Programs running beside this one at the start: {running:.1f} on {cores} cores"
    return f"{busy}, so every time here is longer than it need be." if running > cores / 2 else ""
