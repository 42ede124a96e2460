"""Near-duplicates: texts that are the same but for a headline, a by-line, some cuts.

MinHash (Broder, "On the resemblance and containment of documents", 1997) over word
shingles: of two signatures, the share of equal numbers estimates how much the sets of
shingles overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from zlib import crc32

import numpy as np

from index.catalog import Catalog

SAME = 0.8
"""The overlap (Jaccard) of two texts from which they are copies of one another."""
FEWEST_WORDS = 50
"""A shorter text, such as a form's page or an e-mail's thanks, is nobody's copy."""
_SHINGLE = 5
_NUMBERS, _BANDS = 128, 32
_AT_ONCE = 4_096
_WORD = re.compile(r"\w+")


def link_copies(catalog: Catalog, case: int) -> None:
    """Have each of the case's contents know its family: itself and its near-duplicates."""
    database = catalog.database
    for (content,) in database.rows(
        "SELECT id FROM contents WHERE case_id = ? AND signature IS NULL", (case,)
    ):
        for (text,) in database.rows("SELECT text FROM contents WHERE id = ?", (content,)):
            signed = signature(text)
            with database.writing() as db:
                db.execute("UPDATE contents SET signature = ? WHERE id = ?", (signed, content))
    held = dict(database.rows("SELECT id, family FROM contents WHERE case_id = ?", (case,)))
    if None not in held.values():
        return
    signatures = dict(
        database.rows(
            "SELECT id, signature FROM contents WHERE case_id = ? AND signature IS NOT NULL"
            " ORDER BY id",
            (case,),
        )
    )
    with database.writing() as db:
        db.executemany(
            "UPDATE contents SET family = ? WHERE id = ?",
            [
                (family, content)
                for content, family in families(signatures).items()
                if held.get(content) != family  # a row is written anew with its text
            ],
        )


def families_of(catalog: Catalog, case: int) -> dict[str, int]:
    """For each content (by hash) that others nearly equal, a number that it shares with them."""
    return dict(
        catalog.database.rows(
            "SELECT hash, family FROM contents WHERE case_id = ? AND family IN (SELECT family"
            " FROM contents WHERE case_id = ? GROUP BY family HAVING count(*) > 1)",
            (case, case),
        )
    )


def signature(text: str) -> bytes:
    """A text's signature; empty for one too short to be told from others."""
    from datasketch import MinHash

    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return b""
    made = MinHash(_NUMBERS, seed=1, hashfunc=crc32, scheme="affine32")
    shingles = _shingles(words)
    while some := list(islice(shingles, _AT_ONCE)):  # the library needs 1 KB for each
        made.update_batch(some)
    return bytes(made.hashvalues.astype("<u4").tobytes())


def _shingles(words: list[str]) -> Iterator[bytes]:
    for start in range(len(words) - _SHINGLE + 1):
        yield " ".join(words[start : start + _SHINGLE]).encode("utf-8", "replace")


def families(signatures: Mapping[int, bytes]) -> dict[int, int]:
    """For each content the least number of those that it is linked to, directly or not.

    Those that agree in one of the signature's bands are compared, as in locality-sensitive
    hashing: of two texts that overlap by .8, bands of 4 miss one pair in 20 million.
    """
    head = {content: content for content in signatures}
    width = 4 * _NUMBERS // _BANDS
    for band in range(_BANDS):
        groups: dict[bytes, list[int]] = {}
        for content, signed in signatures.items():
            if signed:
                groups.setdefault(signed[band * width : (band + 1) * width], []).append(content)
        for group in groups.values():
            _link(group, signatures, head)
    return {content: _head(content, head) for content in signatures}


def _link(group: list[int], signatures: Mapping[int, bytes], head: dict[int, int]) -> None:
    """Join the families of those in the group that equal one another."""
    if len({_head(content, head) for content in group}) == 1:
        return
    rows = np.stack([np.frombuffer(signatures[content], dtype="<u4") for content in group])
    for number, content in enumerate(group):
        equal = np.mean(rows[:number] == rows[number], axis=1) >= SAME
        for other in np.flatnonzero(equal):
            least, most = sorted((_head(content, head), _head(group[other], head)))
            head[most] = least


def _head(content: int, head: dict[int, int]) -> int:
    while head[content] != content:
        head[content] = head[head[content]]
        content = head[content]
    return content
