"""LlamaIndex as it comes: a VectorStoreIndex over its own splitter's chunks."""

from __future__ import annotations

from pathlib import Path

from llama_index.core import Document, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from benchmarks.peers.exchange import DEPTH, Chunk, Files, Find, main, model

EMBEDDING = HuggingFaceEmbedding(model_name=model())


def build(files: Files, folder: Path) -> Find:
    # The name is kept out of what is embedded, as it is for the others.
    documents = [
        Document(
            text=text,
            metadata={"name": name},
            excluded_embed_metadata_keys=["name"],
            excluded_llm_metadata_keys=["name"],
        )
        for name, text in files
    ]
    index = VectorStoreIndex.from_documents(documents, embed_model=EMBEDDING)
    index.storage_context.persist(str(folder))
    retriever = index.as_retriever(similarity_top_k=DEPTH)

    def find(question: str) -> list[Chunk]:
        nodes = [hit.node for hit in retriever.retrieve(question)]
        return [(n.metadata["name"], n.start_char_idx, n.end_char_idx) for n in nodes]

    return find


if __name__ == "__main__":
    main(build)
