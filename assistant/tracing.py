"""What was retrieved, told to the callbacks and tracers that the user has set up in LangChain.

Where there are none, nothing is put together and nothing is sent.
"""

from __future__ import annotations

from langchain_core.runnables.config import ensure_config, get_callback_manager_for_config

from index.case import Case
from index.filters import Filter
from index.retrieval import ScoredPassage


def retrieved(
    case: Case,
    query: str,
    k: int,
    where: Filter | None = None,
    reranker: str | None = None,
) -> tuple[ScoredPassage, ...]:
    """What `case.retrieve` gives, as a retriever's run within the run under way, if any."""
    callbacks = get_callback_manager_for_config(ensure_config())
    if not callbacks.handlers:
        return tuple(case.retrieve(query, k, where=where, reranker=reranker))
    run = callbacks.on_retriever_start({"name": "CaseRetriever"}, query, name="CaseRetriever")
    try:
        hits = tuple(case.retrieve(query, k, where=where, reranker=reranker))
    except BaseException as error:
        run.on_retriever_error(error)
        raise
    run.on_retriever_end(case.as_retriever(k).documents(hits))
    return hits
