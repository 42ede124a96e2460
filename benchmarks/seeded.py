"""As many passages as are wanted, each like a real one: seeded copies, vectors given.

Embedding 100,000 passages would take more than an hour, and what is asked here is how long a
search takes. So real passages are embedded once. Every copy of one has most names changed for
seeded ones (some common, most rare), every twelfth word for another, and the vectors of itself
and its sentences moved by noise. The first copies are the real documents as they are.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.multihop import lines
from benchmarks.plan import Plan, say
from corpus import read
from corpus.document import Document, Passage
from corpus.passages import cut
from index.embedding import Embedded, PackagedModel
from index.encoder import DIMENSIONS, Vectors, unit
from index.sentences import parts

NOISE = 0.5
"""Length of what is added to a vector of length 1: the copy's cosine with it is about .9."""
NAMES = 20_000
_RENAMED, _REWORDED = 0.7, 1 / 12
_PER_DOCUMENT, _FACTS = 8, 40
_TOKEN = re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)*)|(?P<word>\b[a-z]{4,}\b)")
_SYLLABLES = "ba den fo gra hil ja kor lu mar nes ol pra quin ros sta tur val wen yor zim".split()


@dataclass(frozen=True, slots=True)
class Real:
    """A real document: its title, its passages, and for each the vectors."""

    title: str
    texts: tuple[str, ...]
    embedded: tuple[Embedded, ...]


def real_documents(plan: Plan) -> list[Real]:
    """Documents of the three collections for retrieval, embedded once and then remembered."""
    assert plan.data is not None
    documents = [(d.title, [p.text for p in cut(d, PackagedModel().count_tokens)])
                 for d in _documents(plan.data, plan.scratch)]  # fmt: skip
    short = [
        (title, texts[first : first + _PER_DOCUMENT])
        for title, texts in documents
        for first in range(0, len(texts), _PER_DOCUMENT)
    ]
    texts = [text for _, some in short for text in some]
    vectors = iter(_embedded(texts, plan.cache))
    return [Real(title, tuple(some), tuple(islice(vectors, len(some)))) for title, some in short]


def _documents(data: Path, scratch: Path) -> Iterator[Document]:
    for path in sorted((data / "squad2" / "documents").iterdir()):
        yield read(path)
    facts = [str(fact["text"]) for fact in lines(data / "multihop-rag" / "facts.jsonl")]
    texts = [f"Reports, part {first}\n\n" + "\n".join(facts[first : first + _FACTS])
             for first in range(0, len(facts), _FACTS)]  # fmt: skip
    texts += [f"{p['title']}\n\n{p['text']}" for p in lines(data / "2wiki" / "corpus.jsonl")]
    for number, text in enumerate(texts):
        path = scratch / f"real-{number}.txt"
        path.write_text(text, "utf-8")
        yield read(path)


def _embedded(texts: Sequence[str], cache: Path) -> list[Embedded]:
    name = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
    path = cache / f"real-{name}.npz"
    if not path.exists():
        say(f"Embedding {len(texts)} real passages, once …")
        found = PackagedModel().embed_with_sentences(list(texts))
        rows = [one.sentences if one.sentences is not None else _none() for one in found]
        np.savez(
            path,
            whole=np.array([one.vector for one in found], dtype=np.float32),
            sentences=np.concatenate(rows),
            counts=[len(some) for some in rows],
        )
    with np.load(path) as kept:
        ends = np.cumsum(kept["counts"])[:-1]
        pairs = zip(kept["whole"], np.split(kept["sentences"], ends), strict=True)
        return [Embedded(whole.tolist(), some) for whole, some in pairs]


def _none() -> Vectors:
    return np.zeros((0, DIMENSIONS), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document to be kept, and the vectors of its passages."""

    document: Document
    passages: tuple[Passage, ...]
    embedded: tuple[Embedded, ...]


class Copies:
    """Copies of real documents, each by its number, always the same."""

    def __init__(self, real: Sequence[Real]) -> None:
        self._real = real
        chance = random.Random(1)
        self._names = [f"{_invented(chance)} {_invented(chance)}" for _ in range(NAMES)]
        texts = (text for one in real for text in one.texts)
        self._words = [m["word"] for t in texts for m in _TOKEN.finditer(t) if m["word"]]
        # A third of the passages from each collection would be mostly short documents.
        self._weights = [len(one.texts) ** 1.5 for one in real]

    def copy(self, number: int) -> Copy:
        """Copy `number`; one of the real documents themselves while there are any."""
        chance = random.Random(number)
        if number < len(self._real):
            one = self._real[number]
            return _copy(number, one.title, one.texts, one.embedded)
        (one,) = chance.choices(self._real, self._weights)
        renamed: dict[str, str] = {}
        texts = [self._changed(text, renamed, chance) for text in one.texts]
        moved = np.random.default_rng(number)
        embedded = [
            Embedded(_moved(np.array([e.vector], dtype=np.float32), moved, 1)[0].tolist(),
                     _moved(e.sentences, moved, len(parts(text))))
            for e, text in zip(one.embedded, texts, strict=True)
            if e.sentences is not None
        ]  # fmt: skip
        return _copy(number, self._changed(one.title, renamed, chance), texts, embedded)

    def _changed(self, text: str, renamed: dict[str, str], chance: random.Random) -> str:
        def change(match: re.Match[str]) -> str:
            if word := match["word"]:
                return chance.choice(self._words) if chance.random() < _REWORDED else word
            name = match["name"]
            if name not in renamed:
                other = self._names[int(NAMES * chance.random() ** 3)]
                renamed[name] = other if chance.random() < _RENAMED else name
            return renamed[name]

        return _TOKEN.sub(change, text)[:1_200]


def _invented(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()


def _moved(rows: Vectors, chance: np.random.Generator, count: int) -> Vectors:
    """`count` of the rows, over again where there are fewer, each moved by noise."""
    chosen = rows[np.arange(count) % len(rows)]
    noise = unit(chance.standard_normal(chosen.shape, dtype=np.float32))
    return unit(chosen + NOISE * noise)


def _copy(number: int, title: str, texts: Sequence[str], embedded: Sequence[Embedded]) -> Copy:
    whole = "\n\n".join(texts)
    digest = hashlib.sha256(f"{number}\n{whole}".encode()).hexdigest()
    document = Document(digest, f"{number:06}.txt", title, "other", None, whole)
    passages, start = [], 0
    for text in texts:
        passages.append(Passage(document.span(start, start + len(text)), text))
        start += len(text) + 2
    return Copy(document, tuple(passages), tuple(embedded))
