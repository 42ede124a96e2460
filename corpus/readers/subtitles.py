"""Subtitles (vtt, srt): what was said, sentences whole, with who said it and when."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Mark, MarkKind
from corpus.errors import UnreadableFile
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.growing import GrowingText
from corpus.readers.text import decode
from corpus.readers.zero_width import without_zero_width

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_TIMES = re.compile(rf"[ \t]*(?P<start>{_TIME})[ \t]*-->[ \t]*(?P<end>{_TIME})(?:[ \t][^\n]*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]+(?P<name>[^>\n]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|</?[\d:.]{1,20}>|\{\\[^{}\n]{0,80}\}")
_NEW_VOICE = re.compile(
    r"(?:-|–|—|>>)\s*(?=\S)|(?=\[?[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,3}\]?:\s)"
)
"""How the words of another speaker begin where no tag names one."""
_ENDED = re.compile(r"[.?!…][\"'”’)\]]*\Z")
LONG = 300
"""Characters from which a paragraph ends with the sentence; a pause ends it as well."""
PAUSE = 4.0
"""Seconds."""
_AT_ONCE = 0.1
"""Seconds; cues so short are steps of captions that roll."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue: from when to when in seconds, and its lines as (speaker, words)."""

    start: float
    end: float
    lines: tuple[tuple[str, str], ...]


def read_subtitles(data: bytes, aids: Aids) -> Extracted:
    """What was said, a paragraph for each speaker, under his name where a tag tells it; each
    cue's time and speaker as marks.

    Raises `UnreadableFile` where nothing is said.
    """
    text, marks = GrowingText(), []
    before: _Cue | None = None
    speaker, written = "", 0
    ended = True
    for cue in _without_rolling(_cues(decode(data))):
        pause = before is not None and cue.start - before.end > PAUSE
        for number, (name, words) in enumerate(cue.lines):
            own = _NEW_VOICE.match(words) is not None
            may_end = ended and (written > LONG or (pause and not number))
            if before is None or name != speaker or own or may_end:
                label, gap, written = (f"{name}: " if name else ""), "\n\n", 0
            else:
                label, gap = "", " "
            start, end = text.add(f"{label}{words}", gap)
            marks.append(Mark(start, end, "time", _clock(cue.start)))
            if name:
                marks.append(Mark(start, end, "speaker", name))
            speaker, written = name, written + end - start
            ended = _ENDED.search(words) is not None
            before = cue
    if before is None:
        raise UnreadableFile("nothing is said in the subtitles")
    return Extracted(str(text), kind="transcript", marks=tuple(_joined(marks)))


def _cues(text: str) -> Iterator[_Cue]:
    lines: list[str] = []
    times: re.Match[str] | None = None
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        found = _TIMES.fullmatch(line) if "-->" in line else None
        if found is None and line.strip():
            lines.append(line)
            continue
        if times is not None:
            # Where no blank line parts the cues, the next one's number stands before its times.
            said = lines[:-1] if found and lines and lines[-1].strip().isdigit() else lines
            yield from _cue(times, said)
        lines, times = [], found


def _cue(times: re.Match[str], lines: list[str]) -> Iterator[_Cue]:
    speaker, said = "", []
    for line in lines:
        for name, words in _voices(line, speaker):
            speaker = name
            if plain := _plain(words):
                said.append((name, plain))
    if said:
        yield _Cue(_seconds(times["start"]), _seconds(times["end"]), tuple(said))


def _voices(line: str, speaker: str) -> Iterator[tuple[str, str]]:
    """The words of a line by who says them, as tags tell."""
    position = 0
    for tag in _VOICE.finditer(line):
        yield speaker, line[position : tag.start()]
        speaker, position = _plain(tag["name"]), tag.end()
    yield speaker, line[position:]


def _plain(words: str) -> str:
    return " ".join(without_zero_width(html.unescape(_TAG.sub("", words))).split())


def _without_rolling(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """The cues less the lines that a rolling caption shows once more."""
    before: tuple[str, str] | None = None
    for cue in cues:
        rolls = len(cue.lines) > 1 or cue.end - cue.start < _AT_ONCE
        lines = cue.lines[1:] if rolls and cue.lines[0] == before else cue.lines
        before = cue.lines[-1]
        if lines:
            yield _Cue(cue.start, cue.end, lines)


def _joined(marks: list[Mark]) -> Iterator[Mark]:
    """The marks in order; those of one speaker that follow each other made one."""
    open_mark: Mark | None = None
    found: list[Mark] = []
    kind: MarkKind = "speaker"
    for mark in marks:
        if mark.kind != kind:
            found.append(mark)
        elif open_mark and open_mark.value == mark.value and mark.start - open_mark.end <= 2:
            open_mark = Mark(open_mark.start, mark.end, kind, mark.value)
        else:
            found += [open_mark] if open_mark else []
            open_mark = mark
    yield from sorted([*found, *([open_mark] if open_mark else [])])


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _clock(seconds: float) -> str:
    """ "1:02:05"."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}"
