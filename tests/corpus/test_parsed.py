"""A text is read once, whatever is asked of it how often."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from corpus.language import parsed
from corpus.language.parsed import ParsedText, once, parse
from corpus.remembering import forget_texts

TEXT = "Ada Quill, 44, paid Otto Brandt $4,320 on MARCH 4, 2024, at 2:40 p.m. She was not charged."


def test_what_stands_in_a_text_is_found_at_its_places() -> None:
    text = parse(TEXT, "en")
    assert text.names[:2] == ("Ada Quill", "Otto Brandt")
    [(date, (start, end))] = text.dates
    assert (date.month, date.day, date.year) == (3, 4, 2024)
    assert TEXT[start:end] == "MARCH 4, 2024"
    assert [TEXT[a:b] for a, b in text.ages] == ["44"]
    assert [TEXT[a:b] for _, (a, b) in text.times] == ["2:40 p.m."]
    assert [TEXT[a:b] for a, b in text.statements][-1] == "She was not charged."
    assert "$4,320" in [TEXT[one.start : one.end].strip() for one in text.amounts]


def test_each_thing_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def names_in(text: str) -> list[str]:
        asked.append(text)
        return ["Ada Quill"]

    monkeypatch.setattr(parsed, "names_in", names_in)
    text = ParsedText(TEXT)
    assert text.names == text.names == text.bearers == ("Ada Quill",)
    assert asked == [TEXT]


def test_a_reader_of_its_own_reads_a_text_once() -> None:
    asked = []

    @once
    def length(text: ParsedText) -> int:
        asked.append(text.text)
        return len(text.text)

    text = ParsedText(TEXT)
    assert length(text) == length(text) == len(TEXT)
    assert asked == [TEXT]
    assert length(ParsedText("")) == 0


def test_a_text_is_kept_with_its_language_and_let_go() -> None:
    assert parse(TEXT, "en") is parse(TEXT, "en")
    assert parse(TEXT, "en") is not parse(TEXT, "de")
    kept = parse(TEXT, "en")
    for number in range(parsed.KEPT):
        parse(f"Exhibit {number}", "en")
    assert parse(TEXT, "en") is not kept
    kept = parse(TEXT, "en")
    forget_texts()
    assert parse(TEXT, "en") is not kept
    long = "a" * (parsed.LONGEST_KEPT + 1)
    assert parse(long) is not parse(long)


def test_a_parsed_text_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        parse(TEXT).text = "other"  # type: ignore[misc]
