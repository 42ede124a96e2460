"""Files into the catalogue: what is new or changed is read, cut and kept. Resumable at any
point, since a file is kept whole or not at all."""

from __future__ import annotations

import filecmp
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.document import Document, Passage
from corpus.passages import CountTokens, cut
from corpus.reading import READER_VERSION, Refused
from corpus.workers import Job, NotKept, Result, Workers
from index.catalog import Catalog
from index.finding import Found, printable
from index.originals import Originals, digest_of, not_kept
from index.records import Inside, Source
from index.report import AddReport, OnProgress, Progress, Refusal, silent

SECONDS_BETWEEN, FILES_BETWEEN = 2.0, 64
"""After so long, or so many files, the words of what was read are put in."""

Bucket = Literal["added", "changed", "unchanged", "removed"]
Outcome = tuple[str, Bucket | Refusal]
"""The name of a document, and what became of it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what is read goes: a case in a catalogue, and the originals kept for it.
    `on_kept` is called after each file, when documents may read otherwise than before."""

    catalog: Catalog
    case: int
    originals: Originals
    count_tokens: CountTokens
    on_kept: Callable[[], None]


def read_into(
    shelf: Shelf,
    files: Sequence[Found],
    passwords: Sequence[str] = (),
    on_progress: OnProgress = silent,
    on_read: Callable[[], None] = lambda: None,
) -> AddReport:
    """Read what is new or changed among `files` into the catalogue; refuse what can't be.

    `on_read` is called now and then, when something was read since the last time.
    """
    intake = _Intake(shelf, files, bool(passwords), on_progress)
    news = _News(on_read)
    try:
        with Workers(shelf.originals.folder, passwords) as workers:
            for job, results in workers.read_each(intake.jobs(), news.tell):
                intake.keep(job, results)
                news.count()
    except NotKept as error:
        raise not_kept(error) from error
    news.tell()
    return intake.report()


def drop_gone(
    shelf: Shelf, roots: Collection[str], prefix: str, there: Sequence[Found]
) -> list[str]:
    """Remove what came from these folders and is not `there` any more; the names of it.

    With which prefix files were added is not known of those that readers of version 1 read:
    they stay.
    """
    prefix = printable(prefix.strip("/"))
    names = {file.name for file in there}
    insides = shelf.catalog.insides(shelf.case)
    gone: list[str] = []
    for source in shelf.catalog.sources(shelf.case).values():
        mine = source.root in roots and source.prefix == prefix and source.reader != 1
        if mine and source.name not in names:
            shelf.catalog.remove(shelf.case, source.name)
            gone += [inside.name for inside in insides[source.name]]
    return gone


def drop_originals(shelf: Shelf) -> None:
    """Remove the originals that no document has any more."""
    insides = shelf.catalog.insides(shelf.case).values()
    shelf.originals.drop_others(
        {one.hash for inside in insides for one in inside if one.reason is None}
    )


class _News:
    """Tells that something was read, not for every file."""

    def __init__(self, on_read: Callable[[], None]) -> None:
        self._on_read = on_read
        self._files = 0
        self._told = time.monotonic()

    def count(self) -> None:
        self._files += 1
        if self._files >= FILES_BETWEEN or time.monotonic() - self._told > SECONDS_BETWEEN:
            self.tell()

    def tell(self) -> None:
        if self._files:
            self._on_read()
        self._files, self._told = 0, time.monotonic()


class _Intake:
    """One `read_into`: what was there before it, and what becomes of each file."""

    def __init__(
        self, shelf: Shelf, files: Sequence[Found], anew: bool, on_progress: OnProgress
    ) -> None:
        self._shelf = shelf
        self._files = files
        self._anew = anew
        self._on_progress = on_progress
        self._sources = shelf.catalog.sources(shelf.case)
        self._insides = shelf.catalog.insides(shelf.case)
        self._reading: dict[str, tuple[int, Source]] = {}
        self._outcomes: dict[int, list[Outcome]] = {}

    def jobs(self) -> Iterator[Job]:
        """The files that have to be read; what becomes of the others is settled here."""
        roots = {source.name: source.root for source in self._sources.values()}
        given: dict[str, Found] = {}
        self._on_progress(Progress("files", 0, len(self._files)))
        for number, file in enumerate(self._files):
            if roots.setdefault(file.name, file.root) != file.root:
                self._settle(number, [(file.name, _taken(file, roots[file.name]))])
            elif (first := given.setdefault(file.name, file)) is not file:
                same = _same(first.path, file.path)
                self._settle(number, [] if same else [(file.name, Refusal(file.name, _TWICE))])
            elif (job := self._job(number, file)) is not None:
                yield job

    def _job(self, number: int, file: Found) -> Job | None:
        originals = self._shelf.originals
        try:
            digest = digest_of(file.path)
            inside = self._insides[file.name]
            if self._sources.get(file.name) == _source(file, digest) and not self._again(inside):
                self._settle(number, [_as_it_was(one) for one in inside])
                return None
            digest = originals.keep(file.path, digest)
        except OSError as error:
            self._not_opened(number, file, f"the file cannot be opened ({error.strerror})")
            return None
        self._reading[file.name] = number, _source(file, digest)
        return Job(originals.path(digest), file.name)

    def _again(self, inside: Sequence[Inside]) -> bool:
        """Whether a file that has not changed is read nevertheless."""
        refused = [one for one in inside if one.reason is not None]
        if len(refused) == len(inside) or (refused and self._anew):
            return True
        has = self._shelf.originals.has
        return not all(one.reason is not None or has(one.hash) for one in inside)

    def _not_opened(self, number: int, file: Found, reason: str) -> None:
        """List a file as refused, unless documents of it are held, which stay."""
        if any(one.reason is None for one in self._insides[file.name]):
            self._settle(number, [(file.name, Refusal(file.name, reason))])
        else:
            self._reading[file.name] = number, _source(file, "")
            self.keep(Job(file.path, file.name), [Refused(file.name, "", reason)])

    def keep(self, job: Job, results: Sequence[Result]) -> None:
        """Put what was read in a file into the catalogue."""
        number, source = self._reading.pop(job.name)
        shelf, known, inside = self._shelf, self._sources.get(job.name), self._insides[job.name]
        same_bytes = known is not None and known.hash == source.hash
        staying = _staying(inside, results) if same_bytes else set()
        if known and staying:
            source = replace(source, reader=known.reader)  # so that newer ones try again
        refused = {one.name for one in inside if one.reason is not None}
        read = [
            (result, _cut(result, shelf.count_tokens))
            for result in results
            if not staying or isinstance(result, Document) or result.name in refused
        ]
        shelf.catalog.keep(shelf.case, source, read, staying)
        shelf.on_kept()
        self._settle(number, _outcomes(inside, results, known, staying))

    def _settle(self, number: int, outcomes: list[Outcome]) -> None:
        self._outcomes[number] = outcomes
        self._on_progress(Progress("files", len(self._outcomes), len(self._files)))

    def report(self) -> AddReport:
        outcomes = [each for number in sorted(self._outcomes) for each in self._outcomes[number]]

        def named(bucket: Bucket) -> tuple[str, ...]:
            return tuple(name for name, outcome in outcomes if outcome == bucket)

        refused = tuple(outcome for _, outcome in outcomes if isinstance(outcome, Refusal))
        return AddReport(
            named("added"), named("changed"), named("unchanged"), refused, named("removed")
        )


def _staying(inside: Sequence[Inside], results: Sequence[Result]) -> set[str]:
    """The documents that stay as they are: of the same bytes less could be read this time, as
    without the password, or by other readers."""
    refused = {one.name for one in inside if one.reason is not None}
    if all(isinstance(one, Document) or one.name in refused for one in results):
        return set()
    again = {one.name for one in results if isinstance(one, Document) or one.name in refused}
    staying = {one.name for one in inside} - again
    return staying if staying - refused else set()


def _outcomes(
    inside: Sequence[Inside],
    results: Sequence[Result],
    source: Source | None,
    staying: Collection[str],
) -> list[Outcome]:
    """What became of each document of a file that was read, and of those it no longer holds."""
    before = {one.name: one for one in inside}
    outcomes: list[Outcome] = []
    for result in results:
        known = before.pop(result.name, None)
        if isinstance(result, Refused):
            outcomes.append((result.name, Refusal(result.name, result.reason)))
        elif known is None or known.reason is not None:
            outcomes.append((result.name, "added"))
        elif known.hash == result.id and source and source.reader == READER_VERSION:
            outcomes.append((result.name, "unchanged"))
        else:
            outcomes.append((result.name, "changed"))
    gone: list[Outcome] = [(name, "removed") for name in before if name not in staying]
    return [*outcomes, *gone, *(_as_it_was(before[name]) for name in before if name in staying)]


def _as_it_was(one: Inside) -> Outcome:
    return (one.name, "unchanged" if one.reason is None else Refusal(one.name, one.reason))


def _source(file: Found, digest: str) -> Source:
    return Source(file.name, file.root, file.prefix, digest, READER_VERSION)


def _cut(result: Result, count_tokens: CountTokens) -> Sequence[Passage]:
    return cut(result, count_tokens) if isinstance(result, Document) else ()


_TWICE = "another file of this name was given with it; rename one of them and add it again"


def _taken(file: Found, root: str) -> Refusal:
    return Refusal(
        file.name,
        f"a document of this name was added from {root}; rename this file, or add it with "
        "--as PREFIX",
    )


def _same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False
