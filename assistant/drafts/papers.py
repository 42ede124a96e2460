"""Which paper of the case a cite means: by its number on the docket or as an exhibit, its Bates
stamps, or the words that it is called by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.drafts.record_cites import ABBREVIATED, RecordCite
from corpus.document import Document
from corpus.language.dates import dates_in
from index.records import DocumentRecord

_TOKEN = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_SMALL = frozenset("of the and a an in to for on by no mr ms mrs dr s tr transcript".split())
_ALIKE = {
    "affidavit": "declaration", "memo": "memorandum", "mail": "email", "emails": "email",
    "depo": "deposition", "testimony": "deposition", "testimony of": "deposition",
    "ruling": "opinion", "decision": "opinion", "agreements": "agreement", "govt": "government",
    "contract": "agreement", "response": "opposition", "release": "release",
}  # fmt: skip
"""Words for one kind of paper, each as the word that stands for all."""
_NUMBERED_NAME = (
    r"(?:^|[^a-z0-9])(?:dkt|ecf|doc(?:ument|ket)?|de|entry)[ ._#-]{{0,2}}"
    r"(?:no)?[ ._#-]{{0,2}}0*{}(?![\d]|[-.]\d)"
)
_EXHIBIT_NAME = (
    r"(?:^|[^a-z])(?:exh?s?|exhibits?|px|dx|gx|jx|tx|cx|rx)[ ._#-]{{0,2}}"
    r"(?:no)?[ ._#-]{{0,2}}0*{}(?![a-z0-9]|[-.]\d)"
)
_HEAD = 1_500
"""Code points at the beginning of a paper in which it says which exhibit it is."""
_STAMP = re.compile(
    r"\b(?:Doc(?:ument)?|ECF No|Dkt)\.?:? ?(?:No\.? ?)?#?(?P<number>\d+(?:-\d+)?)", re.I
)
_DAY = re.compile(r"(?:,| \()[^,(]*(?:\d{1,2}, )?\d{4}(?:-\d\d-\d\d)?\)?$")
_BATES = re.compile(r"(?P<prefix>.*?)[-_ ]?(?P<digits>\d{4,10})$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The papers that a cite may mean, or why there is none."""

    papers: tuple[DocumentRecord, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a case that can be cited; `load` gives one of them read."""

    records: Sequence[DocumentRecord]
    load: Callable[[str], Document]

    def named_by(self, cite: RecordCite) -> Resolved:
        """The papers that `cite` names: none and the reason, one, or several that fit alike."""
        if cite.kind == "docket":
            found = self._on_docket(cite.paper)
            reason = f"no paper of this case is numbered {cite.paper} on the docket"
        elif cite.kind == "exhibit":
            found = self._exhibit(cite.paper)
            reason = f"no paper of this case is Exhibit {cite.paper}"
        elif cite.kind == "bates":
            found = self._stamped(cite.paper)
            reason = f"no page of this case bears the stamp {cite.paper}"
        else:
            found = self._called(cite.paper)
            reason = f"no paper of this case is called “{cite.paper}”"
        return Resolved(found, "" if found else reason)

    def _on_docket(self, number: str) -> tuple[DocumentRecord, ...]:
        main, _, part = number.partition("-")
        named = re.compile(
            _NUMBERED_NAME.format(re.escape(number))
            + (
                # as RECAP names its files: gov.uscourts.mad.12345.17.2.pdf
                rf"|gov\.uscourts\.[a-z]+\.\d+\.{main}\.{part or '0'}(?:\.|$)"
            )
        )
        by_name = tuple(r for r in self.records if named.search(r.name.casefold()))
        if by_name:
            return by_name
        return tuple(record for record in self.records if number in self._stamps(record))

    def _stamps(self, record: DocumentRecord) -> set[str]:
        marks = self.load(record.id).marks
        stamps = {mark.value for mark in marks if mark.kind == "docket"}
        return {found["number"] for stamp in stamps if (found := _STAMP.search(stamp))}

    def _exhibit(self, called: str) -> tuple[DocumentRecord, ...]:
        *side, number = called.split()
        pattern = re.compile(_EXHIBIT_NAME.format(re.escape(number.casefold())))
        fits = [
            record
            for record in self.records
            if pattern.search(record.name.casefold()) or pattern.search(record.title.casefold())
        ] or [record for record in self.records if self._heads_itself(record, pattern)]
        words = {_ALIKE.get(w, w) for word in side for w in _words(word)}
        of_side = [r for r in fits if words & (_words(r.title) | _words(r.name))]
        return tuple(of_side if words and of_side else fits)

    def _heads_itself(self, record: DocumentRecord, pattern: re.Pattern[str]) -> bool:
        """Whether a line of its beginning, or one of its stamps, is the name of the exhibit."""
        document = self.load(record.id)
        lines = (
            line.strip(" #*_\t").casefold() for line in document.text[:_HEAD].splitlines()[:12]
        )
        stamps = (m.value.casefold() for m in document.marks if m.kind in ("header", "footer"))
        return any(
            found.end() >= len(line) - 2 and found.start() <= 20
            for line in (*lines, *stamps)
            if (found := pattern.search(line))
        )

    def _stamped(self, number: str) -> tuple[DocumentRecord, ...]:
        first = re.split(r"\s?[-–]\s?(?=[A-Z0-9]*\d{4})", number)[0]
        wanted = bates_key(first)
        return tuple(
            record
            for record in self.records
            if any(
                m.kind == "bates" and bates_key(m.value) == wanted
                for m in self.load(record.id).marks
            )
        )

    def _called(self, name: str) -> tuple[DocumentRecord, ...]:
        day = _day(name)
        records = [r for r in self.records if day is None or r.date in (None, day)]
        wanted = _words(name if day is None else _DAY.sub(" ", name))
        if not wanted:
            return ()
        fits = [(r, _words(r.title), _words(f"{r.title} {r.name} {r.kind}")) for r in records]
        known = {r.id: words for r, _, words in fits}
        fits = [one for one in fits if wanted <= one[2]] or [
            (r, title, known[r.id] | self._head(r))
            for r, title, own in fits
            if (wanted & own or (day is not None and r.date == day))
            and wanted <= own | self._head(r)
        ]
        if len(fits) < 2:
            return tuple(record for record, _, _ in fits)
        # "Indictment" is the one that is called no more than that, and no superseding one.
        extra = [len(title - wanted) if wanted <= title else 99 for _, title, _ in fits]
        least = min(extra)
        return tuple(r for (r, _, _), more in zip(fits, extra, strict=True) if more == least)

    def _head(self, record: DocumentRecord) -> set[str]:
        """What a paper names at its beginning: its parties, who wrote it, where it was printed."""
        return _words(self.load(record.id).text[:_HEAD])


def _day(name: str) -> date | None:
    """The day that the name of a paper ends with, where it gives a whole one."""
    found = _DAY.search(name)
    read = [one for one in dates_in(found.group()) if one.is_whole] if found else []
    if not read:
        return None
    try:
        return date(read[0].year or 0, read[0].month or 0, read[0].day or 0)
    except ValueError:
        return None


def bates_key(number: str) -> str:
    """A Bates number without what it is written with: "CB-000123" as "CB 123"."""
    found = _BATES.match(number.strip())
    if found is None:
        return number
    return f"{re.sub(r'[^A-Z]', '', found['prefix'].upper())} {int(found['digits'])}"


def _words(name: str) -> set[str]:
    """The telling words of a paper's name, each as it is written in full."""
    spaced = name.replace("e-mail", "email").replace("E-mail", "email").replace("’", "'")
    found = set()
    for token in _TOKEN.findall(spaced.casefold().replace("_", " ")):
        word = ABBREVIATED.get(token, token)
        word = _ALIKE.get(word, word)
        if word.endswith("'s"):
            word = word[:-2]
        if word not in _SMALL:
            found.add(word)
    return found
