"""A plain LangChain pipeline: RecursiveCharacterTextSplitter, Chroma, nearest chunks."""

from __future__ import annotations

from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from benchmarks.peers.exchange import DEPTH, Chunk, Files, Find, main, model

CHARACTERS, OVERLAP = 1_000, 200
"""As in LangChain's own introduction to retrieval."""
EMBEDDINGS = HuggingFaceEmbeddings(model_name=model())


def build(files: Files, folder: Path) -> Find:
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHARACTERS, chunk_overlap=OVERLAP, add_start_index=True
    )
    documents = [Document(text, metadata={"name": name}) for name, text in files]
    store = Chroma.from_documents(
        splitter.split_documents(documents), EMBEDDINGS, persist_directory=str(folder)
    )

    def find(question: str) -> list[Chunk]:
        hits = store.similarity_search(question, k=DEPTH)
        return [_chunk(hit) for hit in hits]

    return find


def _chunk(hit: Document) -> Chunk:
    start = int(hit.metadata["start_index"])
    return hit.metadata["name"], start, start + len(hit.page_content)


if __name__ == "__main__":
    main(build)
