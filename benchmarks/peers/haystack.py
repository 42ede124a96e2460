"""Haystack's hybrid pipeline: BM25 and vectors, joined by reciprocal rank fusion."""

from __future__ import annotations

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.exchange import DEPTH, Chunk, Files, Find, main, model

DOCUMENTS = SentenceTransformersDocumentEmbedder(model=model(), progress_bar=False)


def build(files: Files, folder: Path) -> Find:
    store = InMemoryDocumentStore()
    whole = [Document(content=text, meta={"name": name}) for name, text in files]
    chunks = DocumentSplitter().run(documents=whole)["documents"]
    store.write_documents(DOCUMENTS.run(documents=chunks)["documents"])
    store.save_to_disk(str(folder))
    pipeline = Pipeline()
    texts = SentenceTransformersTextEmbedder(model=model(), progress_bar=False)
    pipeline.add_component("text", texts)
    pipeline.add_component("meaning", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
    pipeline.add_component("join", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH))
    pipeline.connect("text.embedding", "meaning.query_embedding")
    pipeline.connect("meaning", "join")
    pipeline.connect("words", "join")

    def find(question: str) -> list[Chunk]:
        given = {"text": {"text": question}, "words": {"query": question}}
        hits = pipeline.run(given)["join"]["documents"]
        starts = [(hit, int(hit.meta["split_idx_start"])) for hit in hits]
        return [(h.meta["name"], start, start + len(h.content or "")) for h, start in starts]

    return find


if __name__ == "__main__":
    main(build)
