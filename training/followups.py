"""Learn which questions lean on the chat before them, and which of its phrases belong to them.

    CASEBOOK_DATA=FOLDER python -m training.followups

writes assistant/question/followups.json. It learns from two thirds of the dialogues of CANARD
(Elgohary et al., 2019; CC BY-SA 4.0), from which a person made every question stand alone, and from
the follow-ups and the plain questions of the sets "case" and "more". From which
probabilities on was chosen on the third of the dialogues and on the set "dev".
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from assistant.pronouns import Turn, open_pronoun
from assistant.question.belonging import marked
from assistant.question.leaning import leaning_marks
from assistant.question.learned import Marks
from training import open_sets
from training.papers import TRAINED, asked_of, papers, read_lines

OUT = Path(__file__).parent.parent / "assistant" / "question" / "followups.json"
HELD = 3
"""Of CANARD's dialogues every third is kept for measuring."""
UNSAID = "I don't know."
"""CANARD's answer where its article has none."""
STANDING = 9_000
"""Plain questions of the papers, each behind others of its paper, that lean on none of them."""
LEANS_FROM = 0.55
"""The probability from which a question leans: of the plain ones of "dev" under 3 % get more."""
BELONGS_FROM = 0.37
"""The probability from which a phrase belongs: at most one wrong word a question of CANARD."""
WEAK = 0.25
"""The weight of a phrase of which only the answering passage tells that it belongs."""
AROUND = 150
"""Code points on either side of the sentence that answers, in which such phrases stand."""
COMMON = 0.3
"""The weight of a plain question: there are many."""
SMALLEST = 0.03
"""Weights nearer to 0 are not kept."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question in a chat and the words that belong to it; none if it stands alone."""

    turns: tuple[Turn, ...]
    question: str
    added: frozenset[str]
    weight: float = 1.0


def words(text: str) -> set[str]:
    """The words of a text as figures over CANARD count them."""
    return set(_WORD.findall(text.casefold()))


def canard(held: bool, titled: bool = False) -> list[FollowUp]:
    """The questions of CANARD's dialogues, those kept for measuring or the others; `titled` has
    the article's title said first, as somebody who asks about a person would."""
    rows = list(read_lines(open_sets.folder() / "canard" / "tune.jsonl.xz"))
    dialogues = sorted({_dialogue(row["id"]) for row in rows})
    kept = {name for number, name in enumerate(dialogues) if (number % HELD == 0) == held}
    return [
        FollowUp(
            tuple(_turns(row["history"], row["topic"][0] if titled else None)),
            row["question"],
            frozenset(words(row["rewrite"]) - words(row["question"])),
        )
        for row in rows
        if _dialogue(row["id"]) in kept
    ]


def _dialogue(id: str) -> str:
    return id.rsplit("_q", 1)[0]


def _turns(history: Sequence[str], title: str | None) -> Iterator[Turn]:
    if title is not None:
        yield Turn(title, "")
    for asked, said in zip(history[::2], history[1::2], strict=True):
        yield Turn(asked, "" if said == UNSAID else said)


def of_papers(sets: Sequence[str] = TRAINED) -> list[FollowUp]:
    """The follow-ups of these sets; what belongs to them is told by the passage that answers."""
    known = papers(sets)
    found = []
    for row in asked_of(sets):
        if row["kind"] == "follow-up" and row["evidence"]:
            text, quote = known[row["document"]].text, row["evidence"][0]
            start = text.index(quote)
            near = words(text[max(0, start - AROUND) : start + len(quote) + AROUND])
            turns = tuple(Turn(asked, said or "") for asked, said in row["history"])
            found.append(FollowUp(turns, row["question"], frozenset(near), WEAK))
    return found


def standing(sets: Sequence[str], most: int, seed: int = 1) -> list[FollowUp]:
    """Plain questions of these sets, each behind one to four others of its paper."""
    chance = random.Random(seed)
    of_paper: dict[str, list[dict[str, str]]] = {}
    for row in asked_of(sets):
        if row["kind"] in ("direct", "paraphrase") and row["evidence"]:
            of_paper.setdefault(row["document"], []).append(
                {"asked": row["question"], "said": row["evidence"][0]}
            )
    found = []
    for rows in of_paper.values():
        for row in rows:
            others = [other for other in rows if other is not row]
            before = chance.sample(others, min(len(others), chance.randint(1, 4)))
            turns = tuple(Turn(other["asked"], other["said"]) for other in before)
            if turns and not open_pronoun(row["asked"]):
                found.append(FollowUp(turns, row["asked"], frozenset()))
    chance.shuffle(found)
    return found[:most]


def phrase_rows(some: Sequence[FollowUp]) -> Iterator[tuple[Marks, float, float]]:
    """The marks of every phrase, the share of its words that belongs, and its weight."""
    for one in some:
        asked = words(one.question)
        for phrase, marks in marked(one.question, one.turns):
            new = words(phrase.text) - asked
            if new:
                yield marks, len(new & one.added) / len(new), one.weight * len(new)


def fit(rows: Sequence[tuple[Marks, float, float]], strength: float) -> tuple[Marks, float]:
    """The weights of a logistic regression, and its intercept, for (marks, share, weight)."""
    names = DictVectorizer()
    marks = names.fit_transform([row[0] for row in rows])
    share = np.array([row[1] for row in rows])
    weight = np.array([row[2] for row in rows])
    model = LogisticRegression(C=strength, max_iter=1000).fit(
        sparse.vstack([marks, marks]),
        np.concatenate([np.ones(len(rows)), np.zeros(len(rows))]),
        np.concatenate([share * weight, (1 - share) * weight]),
    )
    pairs = zip(names.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {str(name): round(float(value), 3) for name, value in pairs if abs(value) >= SMALLEST}
    return kept, round(float(model.intercept_[0]), 3)


def main() -> None:
    asked = canard(held=False)
    of_ours = of_papers()
    alone = standing(TRAINED, STANDING)
    leaning = [
        *((leaning_marks(one.question, one.turns), 1.0, 1.0)
          for one in [*asked, *of_ours] if one.turns and one.added),
        *((leaning_marks(one.question, one.turns), 0.0, COMMON) for one in alone),
    ]  # fmt: skip
    belonging = list(phrase_rows([*asked, *canard(held=False, titled=True), *of_ours]))
    kept = {"leaning": _kept(*fit(leaning, 0.1), LEANS_FROM),
            "belonging": _kept(*fit(belonging, 0.05), BELONGS_FROM)}  # fmt: skip
    OUT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"{len(leaning)} questions, {len(belonging)} phrases")


def _kept(weights: Marks, intercept: float, yes_from: float) -> dict[str, object]:
    return {"yes_from": yes_from, "intercept": intercept, "weights": weights}


if __name__ == "__main__":
    main()
