"""Whether the passages that answer are found: SQuAD 2.0, 2WikiMultihopQA and MultiHop-RAG.

A set is put into a case as files and asked one question at a time. What counts as found is
decided here and nowhere else: for SQuAD 2.0 a passage that contains the answer's span; for
the others a document, which is one passage of the set.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.plan import Plan, say
from benchmarks.report import Measure, Section, no_data, share
from corpus.document import Span
from index import Case, ScoredPassage
from index.home import Home

TITLE = "Finding passages"
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question and what answers it: any of `spans`, each by its document's name, or all of
    the documents named in `documents`."""

    question: str
    spans: tuple[tuple[str, int, int], ...] = ()
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of questions over the files of a folder."""

    name: str
    folder: Path
    questions: tuple[Wanted, ...]


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def squad2(data: Path) -> Collection:
    """The questions that the articles answer."""
    asked = lines(data / "squad2" / "questions.jsonl")
    return Collection(
        "squad2",
        data / "squad2" / "documents",
        tuple(
            Wanted(str(q["question"]), tuple((e["document"], e["start"], e["end"]) for e in found))
            for q in asked
            if isinstance(found := q["evidence"], list) and found
        ),
    )


def two_wiki(data: Path, scratch: Path) -> Collection:
    """Each passage a file that opens with its title, as encyclopaedias do."""
    folder = scratch / "2wiki-files"
    folder.mkdir(parents=True, exist_ok=True)
    name_of: dict[str, str] = {}
    for number, passage in enumerate(lines(data / "2wiki" / "corpus.jsonl")):
        name = name_of[str(passage["title"])] = f"{number:04}.txt"
        (folder / name).write_text(f"{passage['title']}\n\n{passage['text']}", "utf-8")
    asked = lines(data / "2wiki" / "questions.jsonl")
    return Collection(
        "2wiki", folder, tuple(_of_documents(q, "gold_titles", name_of) for q in asked)
    )


def multihop_rag(data: Path, scratch: Path) -> Collection:
    """Each fact a file of its words alone."""
    folder = scratch / "multihop-files"
    folder.mkdir(parents=True, exist_ok=True)
    name_of: dict[str, str] = {}
    for fact in lines(data / "multihop-rag" / "facts.jsonl"):
        name = name_of[str(fact["id"])] = f"{fact['id']}.txt"
        (folder / name).write_text(str(fact["text"]), "utf-8")
    asked = [q for q in lines(data / "multihop-rag" / "questions.jsonl") if q["gold"]]
    return Collection(
        "multihop-rag", folder, tuple(_of_documents(q, "gold", name_of) for q in asked)
    )


def _of_documents(asked: dict[str, object], gold: str, name_of: dict[str, str]) -> Wanted:
    wanted = asked[gold]
    assert isinstance(wanted, list)
    return Wanted(str(asked["question"]), documents=frozenset(name_of[one] for one in wanted))


def put(collection: Collection, home: Home) -> Case:
    """The collection's case, its files put in if they are not there yet."""
    say(f"Adding {collection.name} …")
    case = Case.open(collection.name, home=home)
    case.add(collection.folder)
    return case


def found(
    case: Case, wanted: Wanted, name_of: dict[str, str], hits: Sequence[ScoredPassage]
) -> list[set[str]]:
    """For each hit, in order, which of the things wanted it holds."""
    spans = [hit.passage.span for hit in hits]
    if wanted.documents:
        return [{name_of[span.document_id]} & wanted.documents for span in spans]
    return [
        {"answer"} if any(_holds(name_of[s.document_id], s, one) for one in wanted.spans) else set()
        for s in spans
    ]


def _holds(name: str, span: Span, wanted: tuple[str, int, int]) -> bool:
    document, start, end = wanted
    return name == document and span.start <= start and end <= span.end


def measures(collection: Collection, case: Case) -> dict[str, float]:
    """hit@1, @4, @5, @10: something wanted is among the first so many. mrr@10. all@8, all@10:
    everything wanted is."""
    name_of = {record.id: record.name for record in case.documents()}
    runs = [
        (wanted, found(case, wanted, name_of, case.retrieve(wanted.question, DEPTH)))
        for wanted in collection.questions
    ]
    ranks = [next((r for r, here in enumerate(run, 1) if here), None) for _, run in runs]
    measured = {
        f"hit@{k}": fmean(rank is not None and rank <= k for rank in ranks) for k in (1, 4, 5, 10)
    }
    measured["mrr@10"] = fmean(1 / rank if rank else 0.0 for rank in ranks)
    for k in (8, 10):
        measured[f"all@{k}"] = fmean(_all(wanted, run[:k]) for wanted, run in runs)
    return measured


def _all(wanted: Wanted, run: Sequence[set[str]]) -> bool:
    return set().union(*run) >= (wanted.documents or {"answer"})


SHOWN = {
    "squad2": ("hit@1", "hit@5", "mrr@10"),
    "2wiki": ("all@8",),
    "multihop-rag": ("hit@4", "hit@10", "all@10"),
}
"""The measures that each set is known by."""


def collections(data: Path, scratch: Path) -> Iterator[Collection]:
    """The sets that are there."""
    makers: dict[str, Callable[[], Collection]] = {
        "squad2": lambda: squad2(data),
        "2wiki": lambda: two_wiki(data, scratch),
        "multihop-rag": lambda: multihop_rag(data, scratch),
    }
    for name, make in makers.items():
        if (data / name).is_dir():
            yield make()


def retrieval(plan: Plan) -> Section:
    """Every set's measures, as shares of its questions."""
    if plan.data is None:
        return no_data(TITLE)
    rows: list[Measure] = []
    with closing(Home.open(plan.scratch / "retrieval")) as home:
        for collection in collections(plan.data, plan.scratch):
            measured = measures(collection, put(collection, home))
            for name in SHOWN[collection.name]:
                rows += share(f"{collection.name}: {name}", measured[name])
    return Section(
        TITLE, tuple(rows), ("A hit is a returned passage of at most 1,200 characters.",)
    )
