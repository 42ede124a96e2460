"""A case as LangChain sees it: a retriever for any chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from corpus.messages import written
from corpus.pincite import pincite
from index.filters import Filter
from index.hits import ScoredPassage


class CaseRetriever(BaseRetriever):
    """A case as a LangChain retriever: sync, async and batch.

    Each document's metadata holds `document`, `title`, `kind`, `date` (ISO, None where it
    is not known; of an e-mail the day of the message) and the `writer` of that message, "" for
    none, `page`, `pincite`, `start`, `end` (code points), `document_id`, `score`, `why` (of
    "words", "meaning", "link" and "place") and `copies`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)
    case: Any
    k: int = 10
    where: Filter | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        where: Filter | None = None,
    ) -> list[LangChainDocument]:
        most = self.k if k is None else k
        return self.documents(self.case.retrieve(query, k=most, where=where or self.where))

    def documents(self, hits: Sequence[ScoredPassage]) -> list[LangChainDocument]:
        """The hits as LangChain documents, in order."""
        return [self._document(hit) for hit in hits]

    def _document(self, hit: ScoredPassage) -> LangChainDocument:
        span = hit.passage.span
        document = self.case.document(span.document_id)
        writer, date = written(document, span)
        return LangChainDocument(
            page_content=hit.passage.text,
            metadata={
                "document": document.name,
                "title": document.title,
                "kind": document.kind,
                "date": date.isoformat() if date else None,
                "writer": writer,
                "page": hit.passage.first_page,
                "pincite": pincite(document, span),
                "start": span.start,
                "end": span.end,
                "document_id": span.document_id,
                "score": hit.score,
                "why": list(hit.why),
                "copies": hit.copies,
            },
        )
