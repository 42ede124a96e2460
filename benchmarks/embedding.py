"""Embedding: what a whole `add` costs beside the model alone, and whether int8 agrees."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean, median

import numpy as np

from assistant.evaluation import read_questions
from benchmarks.plan import Plan, say
from benchmarks.processes import Ran, casebook, module
from benchmarks.report import Measure, Section, no_data
from corpus import read
from corpus.passages import cut
from index.embedding import PackagedModel

ADD = 1.25
"""How many times what the model alone needs a whole `add` may take."""
TITLE_ADD = "Adding squad2, beside what the embedding model alone needs"
TITLE_AGREEMENT = "Question vectors: the int8 copy beside float32"
COMPARED = 500


def adding(plan: Plan) -> Section:
    """Whole processes from nothing, in turns; then both with everything loaded."""
    if plan.squad2 is None:
        return no_data(TITLE_ADD)
    documents, texts = plan.squad2 / "documents", plan.scratch / "texts.json"
    passages = passages_of(documents)
    texts.write_text(json.dumps(passages), encoding="utf-8")
    adds, alone, loaded = [], [], []
    for number in range(plan.runs(2)):
        say(f"Adding squad2 and embedding its {len(passages)} passages, time {number + 1} …")
        home = plan.scratch / f"add-{number}"
        adds.append(casebook(home, "add", "--case", "squad2", documents))
        alone.append(module("embedding_alone", "model", texts, home=home))
        warm = plan.scratch / f"loaded-{number}"
        loaded.append(module("embedding_alone", "add", documents, home=warm))
    pairs = list(zip(adds, alone, strict=True))
    inner = [(within(add), within(model)) for add, model in zip(loaded, alone, strict=True)]
    often = f"median of {len(pairs)}"
    found = [
        Measure(f"`casebook add` into a new home, {often}", median(a.seconds for a in adds), "s"),
        Measure(
            f"a program that loads the model and embeds, {often}",
            median(a.seconds for a in alone),
            "s",
        ),
        Measure(
            f"add ÷ model alone, run in turns, {often}",
            median(add.seconds / model.seconds for add, model in pairs),
            "×",
            ADD,
        ),
    ]
    if all(model.busy for model in alone):
        ratio = median(add.busy / model.busy for add, model in pairs)
        found.append(Measure(f"… in processor time, {often}", ratio, "×"))
    found += [
        Measure("without start and loading: add", median(add for add, _ in inner), "s"),
        Measure("without start and loading: model alone", median(m for _, m in inner), "s"),
        Measure("… the one ÷ the other", median(add / model for add, model in inner), "×"),
    ]
    remark = f"{len(passages)} passages, the very same texts, both by sentence-transformers."
    return Section(TITLE_ADD, found, (remark,))


def within(ran: Ran) -> float:
    """The seconds that a program of `embedding_alone` tells."""
    return float(json.loads(ran.out)["seconds"])


def passages_of(documents: Path) -> list[str]:
    """The texts that an `add` of this folder embeds."""
    count = PackagedModel().count_tokens
    return [p.text for path in sorted(documents.iterdir()) for p in cut(read(path), count)]


def agreement(plan: Plan) -> Section:
    """The cosine of each question's two vectors."""
    if plan.squad2 is None:
        return no_data(TITLE_AGREEMENT)
    asked = read_questions(plan.squad2 / "questions.jsonl")
    texts = [question.question for question in asked[:: max(1, len(asked) // COMPARED)]][:COMPARED]
    say(f"Embedding {len(texts)} questions twice …")
    model = PackagedModel()
    int8 = np.array([model.embed_query(text) for text in texts])
    float32 = np.array(model.embed_documents(texts))
    cosines = (int8 * float32).sum(axis=1).tolist()
    return Section(
        TITLE_AGREEMENT,
        (
            Measure(f"lowest cosine of {len(texts)} questions", min(cosines)),
            Measure("mean cosine", fmean(cosines)),
        ),
    )
