"""Subtitles: sentences whole, with who said them and when."""

from __future__ import annotations

import pytest

from corpus import UnreadableFile
from corpus.language.sentences import sentence_spans
from corpus.pincite import pincite
from corpus.reading import read_bytes

TEAMS = """WEBVTT

NOTE made by a machine

4f/12-0
00:00:03.100 --> 00:00:05.000
<v Rhea Stone>I never approved</v>

4f/12-1
00:00:05.000 --> 00:00:08.000 align:start
<v Rhea Stone>this invoice &amp; I object.</v>

4f/13-0
01:00:08.500 --> 01:00:09.000
<v.loud Greta Holm>Please <i>destroy</i></v>

01:00:09.000 --> 01:00:10.000
<v Greta Holm>it.</v>
"""
SUBRIP = """1
00:00:01,000 --> 00:00:02,500
I never approved

2
00:00:02,500 --> 00:00:04,000
{\\an8}this <b>invoice</b>.

3
00:00:04,100 --> 00:00:05,000
- Who paid it?
- GRETA: I did
not.
"""


def said(text: str, name: str = "call.vtt") -> list[str]:
    return read_bytes(text.encode(), name).text.split("\n\n")


def test_cues_do_not_cut_sentences_and_keep_their_speakers() -> None:
    document = read_bytes(TEAMS.encode(), "call.vtt")
    assert document.text == (
        "Rhea Stone: I never approved this invoice & I object.\n\nGreta Holm: Please destroy it."
    )
    assert document.kind == "transcript"
    start = document.text.index("this invoice")
    assert pincite(document, document.span(start, start + 12)) == (
        f"{document.title}, Rhea Stone speaking, at 0:00:05"
    )
    sentences = [document.text[a:b] for a, b in sentence_spans(document.text)]
    assert sentences[-1] == "Greta Holm: Please destroy it."


@pytest.mark.parametrize("name", ["call.srt", "call.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_numbered_cues_are_joined_too(name: str, end: str) -> None:
    assert said(SUBRIP.replace("\n", end), name) == [
        "I never approved this invoice.", "- Who paid it?", "- GRETA: I did not.",
    ]  # fmt: skip


def test_cues_without_a_blank_line_between_them_are_apart() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nHe paid\n2\n00:00:02,000 --> 00:00:03,000\non Monday."
    assert said(text, "a.srt") == ["He paid on Monday."]


def test_a_pause_after_a_sentence_ends_the_paragraph() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHe paid.\n\n00:09.000 --> 00:10.000\nShe did\n\n"
        "00:20.000 --> 00:21.000\nnot."
    )
    assert said(text) == ["He paid.", "She did not."]


def test_captions_that_roll_say_a_line_once_and_repeated_words_stay() -> None:
    rolling = (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nhe paid\n\n00:00:02.000 --> 00:00:02.010\nhe paid"
        "\n\n00:00:02.010 --> 00:00:04.000\nhe paid\non<00:00:03.000><c> Monday</c>\n"
    )
    assert said(rolling) == ["he paid on Monday"]
    twice = "WEBVTT\n\n00:01.000 --> 00:02.000\nNo.\n\n00:02.000 --> 00:03.000\nNo.\n"
    assert said(twice) == ["No. No."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHe paid\n\non Monday.\n\nNOTE by a machine\nand so "
         "on\n\nSTYLE\n::cue {}\n\nid-2\n00:02.000 --> 00:03.000\nShe\n \ndid not.",
         "He paid on Monday. She did not."),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nid-2\n00:02.000 --> 00:03.000\nYes.", "Yes."),
        ("1\n00:00:01,000 --> 00:00:02,000\nHe paid\n\nNOTE it.\n\n2\n"
         "00:00:02,000 --> 00:00:03,000\nShe\n\ndid not.\n", "He paid NOTE it. She did not."),
        ("1\n00:00:01,000 --> 00:00:02,000\n\nHe paid\n\n42\n\n2\n\n"
         "00:00:02,000 --> 00:00:03,000\n\ndollars.\n", "He paid 42 dollars."),
    ],
)  # fmt: skip
def test_words_below_an_empty_line_in_a_cue_are_said_too(text: str, expected: str) -> None:
    assert said(text, "a.vtt") == [expected]


@pytest.mark.parametrize("start", ["05.000", "02.000"])
def test_a_word_said_again_is_no_caption_that_rolls(start: str) -> None:
    text = (
        f"WEBVTT\n\n00:01.000 --> 00:02.000\nNo.\n\n00:{start} --> 00:06.000\nNo.\nI did not\n\n"
        "00:06.000 --> 00:07.000\nsay that\nto her.\n"
    )
    assert said(text) == ["No. No. I did not say that to her."]


def test_subtitles_without_words_are_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "a.vtt")


def test_a_text_that_mentions_times_is_a_text() -> None:
    text = "He called at 00:01 --> nobody answered.\n"
    assert read_bytes(text.encode(), "a.txt").text == text
