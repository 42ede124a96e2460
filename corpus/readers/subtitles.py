"""Subtitles (vtt, srt): what was said, sentences whole, with who said it and when."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
"""Seconds; cues so short, and so soon after another, are steps of captions that roll."""
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|\Z)")
"""How a block of a WebVTT file begins that nobody says."""
_LONGEST_NUMBER = 9


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
    for cue in _without_rolling(list(_cues(decode(data)))):
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
    """The cues in order. What stands below an empty line is still said, up to the next times."""
    web = text.lstrip("\ufeff").startswith("WEBVTT")
    times: re.Match[str] | None = None
    blocks: list[list[str]] = [[]]
    number = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found = _TIMES.fullmatch(line) if "-->" in line else None
        if found is None:
            if line.strip():
                blocks[-1].append(line)
            elif blocks[-1] or len(blocks) == 1:
                blocks.append([])
            continue
        number = _take_name(blocks, number, web=web)
        if times is not None:
            yield from _cue(times, _said(blocks, web=web))
        times, blocks = found, [[]]
    if times is not None:
        yield from _cue(times, _said(blocks, web=web))


def _take_name(blocks: list[list[str]], number: int, *, web: bool) -> int:
    """Takes the next cue's number or name off the lines before its times; gives its number,
    the one after `number` where it has none.

    It stands right before them: in a file with an empty line after each line, its number
    follows that of the cue before.
    """
    following = number + 1
    if not blocks[-1]:
        if len(blocks) > 1 and [line.strip() for line in blocks[-2]] == [str(following)]:
            del blocks[-2]
        return following
    last = blocks[-1][-1].strip()
    if last.isdecimal():
        blocks[-1].pop()
        return int(last) if len(last) <= _LONGEST_NUMBER else following
    if web and len(blocks) > 1 and len(blocks[-1]) == 1:
        blocks[-1].pop()
    return following


def _said(blocks: list[list[str]], *, web: bool) -> list[str]:
    """The lines of a cue: its own and those below empty lines, without comments and styles."""
    own, *others = blocks
    kept = (lines for lines in others if lines and not (web and _NOTE.match(lines[0])))
    return [*own, *(line for lines in kept for line in lines)]


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


def _without_rolling(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """The cues less the lines that rolling captions show once more.

    Only captions of which most roll do so: elsewhere, who says a word again has said it twice.
    """
    again = [False, *(_goes_on(before, cue) for before, cue in pairwise(cues))]
    long = [rolls for cue, rolls in zip(cues, again, strict=True) if len(cue.lines) > 1]
    roll = sum(long) * 2 > len(long)
    for number, cue in enumerate(cues):
        lines = cue.lines[1:] if roll and again[number] else cue.lines
        if lines:
            yield _Cue(cue.start, cue.end, lines)


def _goes_on(before: _Cue, cue: _Cue) -> bool:
    """Whether a cue begins at once with the line at which the one before it ended, and has
    more lines or is only a step."""
    longer = len(cue.lines) > 1 or cue.end - cue.start < _AT_ONCE
    return longer and cue.start - before.end < _AT_ONCE and cue.lines[0] == before.lines[-1]


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
