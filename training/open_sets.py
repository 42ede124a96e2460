"""Openly licensed question sets and contracts, read from the folder that CASEBOOK_DATA names.

They are not part of the repository; `training/README.md` says where each comes from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from training.papers import Paper, Question, read_lines

if TYPE_CHECKING:
    from training.encoder import Text

READING = ("squad11-head", "squad11-routerlens", "squadshifts-new_wiki", "squadshifts-reddit")
CONTEXTS = 8
"""Paragraphs that are put together as one text."""
_NAMING = re.compile(
    r"^In (?:the|an?|this) .{3,400}?, (?=(?:when|how|which|what|who|whose|where|may|must"
    r"|does|do|is|are|can|for|to|in|on|under|by|if|has|will)\b)"
)


def folder() -> Path:
    """Where the sets are; raises `FileNotFoundError` where that was not said."""
    told = os.environ.get("CASEBOOK_DATA")
    if not told or not Path(told).is_dir():
        raise FileNotFoundError("Set CASEBOOK_DATA to the folder that holds the open sets.")
    return Path(told)


@cache
def contexts() -> list[tuple[str, list[dict[str, Any]]]]:
    """Paragraphs with the questions about each, in the order of their files."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in READING:
        for row in read_lines(folder() / "reader-training" / name / "qa.jsonl.xz"):
            found.setdefault(row["context"], []).append(row)
    return list(found.items())


def asked_texts() -> list[Text]:
    """Open paragraphs, some together, and the questions about them, for the encoder."""
    from training.encoder import Asked, Text

    texts = []
    known = contexts()
    for first in range(0, len(known) - CONTEXTS, CONTEXTS):
        some = known[first : first + CONTEXTS]
        asked = [
            Asked(row["question"], number, _place(row))
            for number, (_, rows) in enumerate(some)
            for row in rows
            if row["answers"]
        ]
        if asked:
            texts.append(Text([context for context, _ in some], asked))
    return texts


def contract_texts() -> list[Text]:
    """Contracts and agreements, some passages at a time, with the questions they answer."""
    from training.encoder import PASSAGES, Asked, Text

    texts = []
    for paper, asked in [*trained_contracts(), *agreements()]:
        for first in range(0, len(paper.passages), PASSAGES):
            some = paper.passages[first : first + PASSAGES]
            found = [
                Asked(without_naming(one.text), number, (start - a, min(end, b) - a))
                for one in asked
                for start, end in one.evidence[:1]
                for number, (a, b) in enumerate(some)
                if a <= start < b
            ]
            if found:
                texts.append(Text([paper.text[a:b] for a, b in some], found))
    return texts


def _place(row: dict[str, Any]) -> tuple[int, int]:
    answer = row["answers"][0]
    return answer["answer_start"], answer["answer_start"] + len(answer["text"])


def without_naming(question: str) -> str:
    """A question about a contract without the words that say which: "In the … between …, "."""
    plain = _NAMING.sub("", question)
    return plain[:1].upper() + plain[1:]


def contracts() -> Iterator[tuple[Paper, list[Question]]]:
    """Contracts of CUAD, with what is asked of each; most clauses stand in few of them."""
    for row in read_lines(folder() / "cuad-questions" / "tune.jsonl.xz"):
        yield (
            Paper(row["document"], row["text"]),
            [
                Question(
                    f"{row['document']}:{one['category']}",
                    row["document"],
                    one["question"],
                    "clause" if one["spans"] else "absent",
                    "cuad",
                    tuple((a, b) for a, b in one["spans"]),
                    (),
                    None,
                )
                for one in row["qas"]
            ],
        )


def trained_contracts() -> list[tuple[Paper, list[Question]]]:
    """Every second contract; the others are for measuring."""
    return list(contracts())[::2]


def agreements() -> Iterator[tuple[Paper, list[Question]]]:
    """Non-disclosure agreements of ContractNLI, with what is asked of each."""
    data = folder() / "contractnli"
    asked = {row["id"]: row["question"] for row in read_lines(data / "hypotheses.jsonl.xz")}
    for row in read_lines(data / "tune.jsonl.xz"):
        yield (
            Paper(row["document"], row["text"]),
            [
                Question(
                    f"{row['document']}:{item['id']}",
                    row["document"],
                    asked[item["id"]],
                    "clause" if item["spans"] else "absent",
                    "contractnli",
                    tuple((a, b) for a, b in item["spans"]),
                    (),
                    None,
                )
                for item in row["items"]
            ],
        )


def reading() -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """Question, paragraph, and where its answer stands, as `twins`."""
    for context, rows in contexts():
        for row in rows:
            if row["answers"]:
                yield row["question"], context, _place(row)


def twins() -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """Question, paragraph, and where its answer stands; None where the paragraph does not say.

    Of SQuAD 2.0's training part (Rajpurkar et al., 2018): many are pairs, near in words, of
    which one is answered.
    """
    data = folder() / "squad2-unanswerable-pairs"
    for name in ("tune-joined", "tune"):
        for row in read_lines(data / f"{name}.jsonl.xz"):
            yield row["answerable"]["question"], row["context"], _place(row["answerable"])
            yield row["unanswerable"]["question"], row["context"], None
    for row in read_lines(data / "tune-sentences.jsonl.xz"):
        yield row["answerable"], row["sentence"], (0, len(row["sentence"]))
        yield row["unanswerable"], row["sentence"], None
    for row in read_lines(folder() / "squad2-train-10articles" / "tune.jsonl.xz"):
        for one in row["qas"]:
            yield one["question"], row["context"], _place(one) if one["answers"] else None
