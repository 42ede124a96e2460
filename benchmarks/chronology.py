"""What a chronology gets right: events of news papers with the days that people gave them.

The papers are those of MEANTIME (CC BY 4.0), in the folder `meantime-chronology` of CASEBOOK_DATA.
Rules were made by looking at every other paper of the tune part; the others are reported. To see
what is wrong: python -m benchmarks.chronology FOLDER [--part tune|rest|all] [--errors N]
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.chronology.events import Event, events_of
from assistant.chronology.standing import FACTS
from corpus import Document, read

SET = "meantime-chronology"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Told:
    """An event that people marked: its words, its day or "", and whether it is no fact.

    `undated` says that they found its day nowhere.
    """

    start: int
    end: int
    day: str
    undated: bool
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was read, with what people marked in it and what was found."""

    document: Document
    told: tuple[Told, ...]
    found: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1: `recall` of the events with a day; `precision` of the rows that hold such
    an event, and `by_mention` of the events; `uncertain` of those not certain that are shown as
    facts."""

    events: int
    recall: float
    rows: int
    precision: float
    by_mention: float
    not_certain: int
    uncertain: float


def papers(folder: Path, part: str) -> Iterator[Paper]:
    """The papers of a part, read from files as a case reads them."""
    instances = {row["id"]: row for row in _lines(folder / "instances.jsonl.xz")}
    rows = _lines(folder / "tune.jsonl.xz")
    chosen = {"tune": rows[::2], "rest": rows[1::2], "all": rows}[part]
    with TemporaryDirectory(prefix="casebook-bench-") as scratch:
        for row in chosen:
            path = Path(scratch) / row["document"]
            path.write_text(row["text"], "utf-8", newline="\n")
            document = read(path)
            yield Paper(document, tuple(_told(row, instances)), tuple(events_of(document)))


def figures(read_papers: Sequence[Paper]) -> Figures:
    """The measures over all papers together."""
    right = dated = covered = agreed = rows = good = doubtful = shown = 0
    for paper in read_papers:
        for told in paper.told:
            days = {_day(event) for event in paper.found if _covers(event, told)}
            if told.day:
                dated += 1
                right += told.day in days
            if days - {""} and (told.day or told.undated):
                covered += 1
                agreed += told.day in days
            if told.uncertain:
                doubtful += 1
                shown += any(_covers(e, told) and e.standing in FACTS for e in paper.found)
        for event in paper.found:
            marked = [told for told in paper.told if _covers(event, told)]
            marked = [told for told in marked if told.day or told.undated]
            if _day(event) and marked:
                rows += 1
                good += any(told.day == _day(event) for told in marked)
    return Figures(
        dated, _share(right, dated), rows, _share(good, rows), _share(agreed, covered),
        doubtful, _share(shown, doubtful),
    )  # fmt: skip


def wrong(read_papers: Sequence[Paper]) -> Iterator[str]:
    """A line for each event that is missed, misdated, or shown as a fact and is none."""
    for paper in read_papers:
        text = paper.document.text
        for told in paper.told:
            found = [event for event in paper.found if _covers(event, told)]
            days = [f"{_day(event)}({event.basis},{event.standing})" for event in found]
            line = text[text.rfind("\n", 0, told.start) + 1 :].split("\n", 1)[0]
            about = f"{text[told.start : told.end]!r} {told.day or '-'} got {days}: {line[:260]}"
            if told.day and not found:
                yield f"MISSED {about}"
            elif told.day and told.day not in {_day(event) for event in found}:
                yield f"OTHER  {about}"
            elif told.undated and any(_day(event) for event in found):
                yield f"NO DAY {about}"
            if told.uncertain and any(event.standing in FACTS for event in found):
                yield f"FACT   {about}"


def _told(row: dict[str, Any], instances: dict[str, Any]) -> Iterator[Told]:
    for event in row["events"].values():
        if not event["span"]:
            continue
        instance = instances.get(event.get("instance"), {})
        time = instance.get("time", "")
        certain = event.get("certainty") in ("CERTAIN", None, "")
        positive = event.get("polarity") in ("POS", None, "")
        day = time if _DAY.fullmatch(time) else ""
        start, end = event["span"]
        yield Told(start, end, day, time.startswith("XXXX"), not (certain and positive))


def _lines(path: Path) -> list[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _covers(event: Event, told: Told) -> bool:
    return event.what.start < told.end and told.start < event.what.end


def _day(event: Event) -> str:
    return event.when.day.isoformat() if event.when.day else ""


def _share(some: int, of: int) -> float:
    return some / of if of else 0.0


def main() -> None:
    """Print the figures, and with --errors so many lines of what is wrong."""
    parser = argparse.ArgumentParser("python -m benchmarks.chronology", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that holds meantime-chronology")
    parser.add_argument("--part", choices=("tune", "rest", "all"), default="tune")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    found = list(papers(options.folder / SET, options.part))
    got = figures(found)
    print(f"{len(found)} papers, {got.events} events with a day")
    print(f"with the right day      {got.recall:.3f}")
    print(f"rows with a right day   {got.precision:.3f} of {got.rows}")
    print(f"events, dated right     {got.by_mention:.3f}")
    print(f"shown as fact and none  {got.uncertain:.3f} of {got.not_certain}")
    for line in list(wrong(found))[: options.errors]:
        print(line)


if __name__ == "__main__":
    main()
