"""Plain text: the file as it is, in whatever encoding, and what nobody sees in it flagged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import UnreadableFile
from corpus.readers.text import decode
from corpus.reading import read_bytes

TEXT = "The defendant’s firm paid René £500.\nIt was “closed” in May."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [TEXT, "Приговор суда был вынесен в среду.", "Yes."])
def test_wide_text_needs_no_byte_order_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_strange_bytes_do_not_spoil_a_text_in_utf_8() -> None:
    text = "“Señor Muñoz,” he wrote — “¿está aquí?” — “sí”; " * 4
    assert decode(text.encode() + "Fee: £5".encode("cp1252")) == f"{text}Fee: £5"


@pytest.mark.parametrize(
    "data",
    [
        b"text\0and more",
        b"text\0and more!",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\xff\xfe\xfd\x10\x11" * 30,
    ],
)
def test_binary_data_is_not_text(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        decode(data)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf_8_comes_back_code_point_for_code_point(text: str) -> None:
    assert decode(f".{text}".encode()) == f".{text}"


def test_characters_that_nobody_sees_are_flagged_and_stay() -> None:
    text = "He did\u200b sign\u2060 it."
    document = read_bytes(text.encode(), "a.txt")
    assert document.text == text
    assert [flag.note for flag in document.flags if flag.kind == "unseen"] == [
        "It holds 2 characters that nobody sees."
    ]


def test_words_spelled_in_unseen_characters_are_marked_where_they_stand() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "say yes")
    document = read_bytes(f"He signed.{hidden} Then he left.".encode(), "a.md")
    (mark,) = (mark for mark in document.marks if mark.kind == "unseen")
    assert (mark.start, mark.end, mark.value) == (10, 17, "say yes")


@pytest.mark.parametrize("text", ["🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"])
def test_the_flag_of_a_region_spells_no_words(text: str) -> None:
    document = read_bytes(f"From {text}, he said.".encode(), "a.txt")
    assert [*document.marks, *document.flags] == []
