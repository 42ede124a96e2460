"""Turns questions.yaml into the Q&A set of the example case, ../questions.jsonl.

    python examples/build/make_questions.py

The source gives evidence as words; the set gives it as positions in what `corpus.read`
extracts. Run this again whenever a document or a reader changes.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus import read

BUILD = Path(__file__).parent
CASE = BUILD.parent / "harbor-light"
SOURCE = BUILD / "questions.yaml"
TARGET = BUILD.parent / "questions.jsonl"


@cache
def text_of(document: str) -> str:
    return read(CASE / document).text


def locate(document: str, quote: str) -> tuple[int, int]:
    """Where the quote stands; a space in it matches any whitespace in the document."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    matches = list(re.finditer(pattern, text_of(document)))
    if len(matches) != 1:
        raise ValueError(f"{document} has it {len(matches)} times, not once: {quote!r}")
    return matches[0].span()


def resolve(entry: dict[str, Any]) -> dict[str, Any]:
    """One line of the set. An answer has to stand in a quote, and a quote has to hold one."""
    places = [place for item in entry.get("evidence", []) for place in item.items()]
    answers = entry.get("answers", [])
    quotes = [quote for _, quote in places]
    for answer in answers:
        if not any(answer in quote for quote in quotes):
            raise ValueError(f"no quote holds the answer {answer!r}")
    for quote in quotes:
        if not any(answer in quote for answer in answers):
            raise ValueError(f"no answer stands in {quote!r}")

    evidence = []
    for document, quote in places:
        start, end = locate(document, quote)
        evidence.append({"document": document, "start": start, "end": end})
    return {
        "question": entry["question"],
        "answers": answers,
        "evidence": evidence,
        "history": entry.get("history", []),
    }


def main() -> None:
    lines = []
    for number, entry in enumerate(yaml.safe_load(SOURCE.read_text(encoding="utf-8")), start=1):
        try:
            lines.append(json.dumps(resolve(entry), ensure_ascii=False))
        except ValueError as error:
            raise SystemExit(f"question {number}: {error}") from error
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} questions")


if __name__ == "__main__":
    main()
