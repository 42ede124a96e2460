"""How often a second reader, who saw only papers and questions, agrees with the labels.

    python -m training.agreement

The second reader's answers to a tenth of the held questions are `data/held.blind.jsonl.xz`: `id`,
and `quotes`, none where the papers do not say.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from training.papers import DATA, asked_of, quotes, read_lines


def meets(one: str, other: str) -> bool:
    """Whether two quotations share a sentence, or one lies in the other."""
    first, second = (" ".join(text.split()).casefold() for text in (one, other))
    return first in second or second in first


def agrees(row: dict[str, Any], given: list[dict[str, str]]) -> bool:
    """Whether the second reader's quotations are among the evidence, or none is where none is."""
    wanted = quotes(row)
    if not wanted:
        return not given
    return any(
        meets(quote, one["quote"]) and name == one["document"]
        for name, quote in wanted
        for one in given
    )


def main() -> None:
    rows = {row["id"]: row for row in asked_of(("held",))}
    counts: Counter[tuple[bool, bool]] = Counter()
    for blind in read_lines(DATA / "held.blind.jsonl.xz"):
        row = rows[blind["id"]]
        right = agrees(row, blind["quotes"])
        counts[bool(row["evidence"]), right] += 1
        if not right:
            print(f"{row['id']}: {row['question']}\n  label: {[q for _, q in quotes(row)][:2]}")
            print(f"  second reader: {[one['quote'] for one in blind['quotes']]}")
    for answered, words in ((True, "answered"), (False, "absent")):
        whole = counts[answered, True] + counts[answered, False]
        print(f"{words}: {counts[answered, True]} of {whole} agree")


if __name__ == "__main__":
    main()
