"""A case as a tool that agents can call."""

from __future__ import annotations

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, StructuredTool

from assistant.answer import Answer, Citation
from assistant.answering import Answering
from assistant.runnable import AnswerChain

_USE = (
    "Asks the documents of the case “{case}”. Give one whole question that stands on its own. "
    "The answer quotes the documents and names the place of each quotation; when no "
    "sentence surely answers, it says so."
)


def case_tool(assistant: Answering, case: str, name: str, description: str | None) -> BaseTool:
    """The tool that `Assistant.as_tool` gives; `case` is what its case is called."""
    chain = AnswerChain(assistant)

    def ask(question: str, config: RunnableConfig) -> tuple[str, Answer]:
        answer = chain.invoke({"question": question}, config)
        return in_words(answer), answer

    async def ask_async(question: str, config: RunnableConfig) -> tuple[str, Answer]:
        answer = await chain.ainvoke({"question": question}, config)
        return in_words(answer), answer

    return StructuredTool.from_function(
        ask,
        ask_async,
        name=name,
        description=description or _USE.format(case=case),
        response_format="content_and_artifact",
    )


def in_words(answer: Answer) -> str:
    """The answer, then a line for each source with its place and its words."""
    told = [answer.text, *(notice for notice in (answer.notice,) if notice)]
    if answer.abstained and answer.nearest:
        told.append("What comes nearest, though it may not answer:")
    return "\n".join([*told, *map(_line, answer.nearest if answer.abstained else answer.citations)])


def _line(citation: Citation) -> str:
    return f"[{citation.number}] {citation.pincite} ({citation.document}): “{citation.quote}”"
