"""Learn the weights in assistant/relevance.json on SQuAD 2.0 articles.

    python -m benchmarks.train_relevance        needs CASEBOOK_DATA, takes some minutes

`ranking` is fitted list by list (the softmax loss of ListNet: Cao et al., 2007) so that a
sentence that holds the answer comes first. `answering` is a logistic regression that tells
such questions from those asked of a case that does not hold their article, and from
SQuAD's own unanswerable ones. Both are checked on articles they did not see.

What is kept now was learned in two steps: the asking token, the tokens and names before and
after, and whether a sentence holds an exact answer were added by the same loss over a quarter of
the answerable questions, with the weights of the others as an offset. A whole run replaces both.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant import confidence
from assistant.confidence import CONFIDENCE, evidence
from assistant.quoting import ALSO_SHOWN_FROM, MOST_SHOWN
from assistant.relevance import FEATURES, Row, Sentence, read_sentences
from assistant.words import weakest_word
from index import Case

FOLDS = 4
RIDGE = 1e-3
OUTSIDE_WEIGHT, UNANSWERABLE_WEIGHT = 1.0, 1.0


@dataclass(frozen=True, slots=True)
class Asking:
    """One question asked of one case: its sentences, and which of them hold the answer."""

    article: str
    question: str
    kind: str
    sentences: list[Sentence]
    correct: Row

    @property
    def rows(self) -> Row:
        return np.array([sentence.features for sentence in self.sentences])


def main() -> None:
    # The same question is weighed anew in each fold; what its words are met by stays.
    with patch.object(confidence, "weakest_word", cache(weakest_word)):
        train()


def train() -> None:
    data = Path(os.environ["CASEBOOK_DATA"]) / "squad2"
    lines = (data / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as home:
        askings = ask_everything(data / "documents", questions, Path(home))
    articles = sorted({asking.article for asking in askings})
    checks = []
    for fold in range(FOLDS):
        held = set(articles[fold::FOLDS])
        seen = [asking for asking in askings if asking.article not in held]
        unseen = [asking for asking in askings if asking.article in held]
        checks.append(check(*fit(seen), unseen))
    for name in checks[0]:
        print(f"{name:45s} {np.mean([measures[name] for measures in checks]):.3f}")
    ranking, answering = fit(askings)
    target = Path(__file__).parent.parent / "assistant" / "relevance.json"
    kept = {"ranking": ranking.kept(FEATURES), "answering": answering.kept(CONFIDENCE)}
    target.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def ask_everything(documents: Path, questions: list[dict[str, Any]], home: Path) -> list[Asking]:
    """Every question of a case that holds its article (all of them, or only it) and of one
    that does not, so that the weights fit large and small cases alike."""
    names = sorted(path.name for path in documents.iterdir())
    groups = {"all": names, "odd": names[1::2], "even": names[::2]}
    groups |= {name: [name] for name in names}
    cases = {}
    for group, members in groups.items():
        cases[group] = Case.open(group.removesuffix(".txt"), home=home)
        cases[group].add([documents / name for name in members])
    askings = []
    for question in questions:
        article = (question["evidence"] or [question["paragraph"]])[0]["document"]
        elsewhere = "even" if article in groups["odd"] else "odd"
        kind = "answerable" if question["answers"] else "unanswerable"
        for group, asked_as in (("all", kind), (article, kind), (elsewhere, "outside")):
            askings.append(ask(cases[group], question, article, asked_as))
    return askings


def ask(case: Case, question: dict[str, Any], article: str, kind: str) -> Asking:
    hits = case.retrieve(question["question"], k=10)
    sentences = read_sentences(case, question["question"], hits)
    correct = np.zeros(len(sentences))
    if kind == "answerable":
        for number, sentence in enumerate(sentences):
            same = case.document(sentence.span.document_id).name == article
            correct[number] = same and any(
                sentence.span.start <= e["start"] and e["end"] <= sentence.span.end
                for e in question["evidence"]
            )
    return Asking(article, question["question"], kind, sentences, correct)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A linear model over standardised columns."""

    weights: Row
    means: Row
    deviations: Row
    intercept: float = 0.0

    def __call__(self, rows: Row) -> Row:
        return (rows - self.means) / self.deviations @ self.weights + self.intercept

    def kept(self, names: tuple[str, ...]) -> dict[str, Any]:
        columns = zip(self.weights, self.means, self.deviations, strict=True)
        parts = ("weight", "mean", "deviation")
        return {
            "intercept": round(float(self.intercept), 5),
            "features": {
                name: dict(zip(parts, (round(float(value), 5) for value in column), strict=True))
                for name, column in zip(names, columns, strict=True)
            },
        }


def fit(askings: list[Asking]) -> tuple[Fitted, Fitted]:
    ranking = fit_ranking([a for a in askings if a.correct.any()])
    rows = np.array([evidence(a.question, a.sentences, ranking(a.rows)) for a in askings])
    weight = {"answerable": 1.0, "outside": OUTSIDE_WEIGHT, "unanswerable": UNANSWERABLE_WEIGHT}
    means, deviations = rows.mean(axis=0), rows.std(axis=0)
    model = LogisticRegression(max_iter=2000).fit(
        (rows - means) / deviations,
        [a.kind == "answerable" for a in askings],
        sample_weight=[weight[a.kind] for a in askings],
    )
    return ranking, Fitted(model.coef_[0], means, deviations, model.intercept_[0])


def fit_ranking(askings: list[Asking]) -> Fitted:
    rows = np.vstack([a.rows for a in askings])
    means, deviations = rows.mean(axis=0), rows.std(axis=0)
    lists = [((a.rows - means) / deviations, a.correct > 0) for a in askings]

    def loss(weights: Row) -> tuple[float, Row]:
        total, gradient = 0.0, np.zeros_like(weights)
        for features, correct in lists:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            right = shares * correct
            total -= np.log(right.sum())
            gradient += features.T @ (shares - right / right.sum())
        ridge = RIDGE * len(lists)
        return (
            float(total + ridge * weights @ weights) / len(lists),
            (gradient + 2 * ridge * weights) / len(lists),
        )

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return Fitted(found.x, means, deviations)


def check(ranking: Fitted, answering: Fitted, askings: list[Asking]) -> dict[str, float]:
    """Measures on articles that were not learned from."""
    ranks: list[int] = []
    shown: list[int] = []
    sure: dict[str, list[float]] = {"answerable": [], "outside": [], "unanswerable": []}
    for asking in askings:
        scores = ranking(asking.rows)
        sure[asking.kind].append(
            float(answering(evidence(asking.question, asking.sentences, scores)))
        )
        if asking.kind == "answerable":
            order = np.argsort(-scores)
            right = np.flatnonzero(asking.correct[order])
            ranks.append(int(right[0]) if len(right) else len(order))
            shares = np.exp(scores[order] - scores[order[0]])
            close = shares >= ALSO_SHOWN_FROM * shares.sum()
            shown.append(max(1, int(close[:MOST_SHOWN].sum())))
    threshold = np.quantile(sure["answerable"], 0.05)
    measures = {
        f"answer in the best {n} sentences": float(np.mean(np.array(ranks) < n)) for n in (1, 2, 3)
    }
    measures["answer in the sentences shown"] = float(np.mean(np.array(ranks) < np.array(shown)))
    measures["sentences shown"] = float(np.mean(shown))
    for kind in ("outside", "unanswerable"):
        labels = [1] * len(sure["answerable"]) + [0] * len(sure[kind])
        measures[f"{kind}: AUROC"] = float(roc_auc_score(labels, sure["answerable"] + sure[kind]))
        measures[f"{kind}: declined where 95 % are answered"] = float(
            np.mean(np.array(sure[kind]) < threshold)
        )
    for share in (0.05, 0.10):
        odds = np.quantile(sure["answerable"], share)
        measures[f"probability under which {share:.0%} of the answerable lie"] = float(
            1 / (1 + np.exp(-odds))
        )
    return measures


if __name__ == "__main__":
    main()
