"""LangChain's own tests of what a retriever must do, run on `Case.as_retriever`."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index import Case
from index.retriever import CaseRetriever


class TestCaseRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _with_a_case(self, harbor_light: Case) -> None:
        self.case = harbor_light

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return CaseRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"case": self.case}

    @property
    def retriever_query_example(self) -> str:
        return "Who was charged?"
