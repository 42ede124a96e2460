"""What the sections found the last time each was run, and RESULTS.md made of it.

A section's figures are kept in `results/NAME.json` with when and on what they were measured,
so that one section can be measured again without the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.plots import draw
from benchmarks.report import Measure, Section, machine

HERE = Path(__file__).parent
RESULTS, FOLDER = HERE / "RESULTS.md", HERE / "results"


@dataclass(frozen=True, slots=True)
class Kept:
    """A section's last figures; `measured` is a day, `on` the machine, `seconds` how long it
    took."""

    section: Section
    measured: str
    on: str
    seconds: float

    @property
    def markdown(self) -> str:
        minutes, seconds = divmod(round(self.seconds), 60)
        took = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        return f"{self.section.markdown}\n\n*{self.measured}, in {took}: {self.on}*"


def keep(name: str, section: Section, seconds: float, busy: str) -> None:
    """Keep what the section called `name` found, as of now; `busy` says what ran beside it."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob(f"{name}-*.svg"):
        old.unlink()
    pictures = [draw(plot, FOLDER / f"{name}-{plot.name}.svg") for plot in section.plots]
    shown = [f"![{plot.alt}]({picture.relative_to(HERE).as_posix()})"
             for plot, picture in zip(section.plots, pictures, strict=True)]  # fmt: skip
    kept = Kept(
        replace(section, remarks=(*section.remarks, *shown), plots=()),
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{machine()} {busy}".strip(),
        round(seconds, 1),
    )
    text = json.dumps(asdict(kept), indent=1, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(names: Iterable[str]) -> Iterator[Kept]:
    """What is kept of these sections, in their order."""
    for name in names:
        path = FOLDER / f"{name}.json"
        if path.exists():
            yield _from(json.loads(path.read_text(encoding="utf-8")))


def write(names: Iterable[str]) -> None:
    """Write RESULTS.md of what is kept of these sections."""
    parts = list(kept(names))
    over = [m.name for part in parts for m in part.section.measures if not m.met]
    whole = sum(part.seconds for part in parts) / 60
    told = f"{whole:.0f} minutes for all sections. Over the limit: {'; '.join(over) or 'nothing'}."
    text = "\n\n".join(["# Benchmarks", HOW, told, *(part.markdown for part in parts)])
    RESULTS.write_text(text + "\n", encoding="utf-8")


def _from(found: Mapping[str, object]) -> Kept:
    section = found["section"]
    assert isinstance(section, dict)
    measures = [Measure(**measure) for measure in section["measures"]]
    seconds = found["seconds"]
    assert isinstance(seconds, float | int)
    return Kept(
        Section(section["title"], measures, section["remarks"]),
        str(found["measured"]),
        str(found["on"]),
        seconds,
    )


HOW = """\
How Casebook does. Every section says when and on what it was measured last. Times are seconds on a
clock, of a whole process from its start to its end where a command is named; files it reads may be
in the system's cache.

    make bench                                          everything
    .venv/bin/python -m benchmarks --only window add    some sections; the others stay as they are
    .venv/bin/python -m benchmarks --only               none; this file is written anew
    .venv/bin/python -m benchmarks --quick              single runs and samples; prints only

Set CASEBOOK_DATA to a folder that holds the collections (`squad2`, `2wiki`, …); a section whose
collection isn't there is skipped, and what was measured before stays."""
