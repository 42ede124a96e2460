"""Structured replies: sentences with the numbers of their passages, as JSON of a known shape.

A provider that holds its model to a schema is given this one. What comes back is read as it
streams and turned into sentences with marks, "He paid. [2]", so that it is checked like any
other reply; a server that takes no notice of the schema may write plain text all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.runnables import Runnable, RunnableSequence
from langchain_core.utils.json import parse_partial_json

Asked = Runnable[LanguageModelInput, AIMessage]

SCHEMA: dict[str, Any] = {
    "title": "answer",
    "description": "An answer from numbered passages; no sentences where they do not answer.",
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "passages": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "passages"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
RULE = """
Write one JSON object, {"sentences": [{"text": "...", "passages": [2]}]}: each sentence without \
its brackets, and the numbers of its passages beside it. If the passages do not answer, the list \
is empty."""


_JSON_SIGN = re.compile(r'\\.|["{}]', re.DOTALL)


def with_schema(model: BaseChatModel) -> Asked | None:
    """`model` held to SCHEMA; None where its provider has no structured output."""
    try:
        chain = model.with_structured_output(SCHEMA, method="json_schema")
    except (NotImplementedError, ValueError, TypeError):
        return None
    # Its parser waits for the end, and an answer is to be checked a sentence at a time.
    return chain.first if isinstance(chain, RunnableSequence) else None


def said_in(chunk: BaseMessage) -> str:
    """What a piece of a reply says, also where the provider puts it into a tool call."""
    text = str(chunk.text)
    if not text and isinstance(chunk, AIMessageChunk):
        return "".join(call["args"] or "" for call in chunk.tool_call_chunks)
    return text


def marked(pieces: Iterator[str], silent: str) -> Iterator[str]:
    """The reply as text with marks, each sentence as soon as its object closes; plain text as
    it comes. A whole object without sentences gives `silent`, one that is cut off what was whole.
    """
    said, given, ends = "", 0, _Ends()
    for piece in pieces:
        said += piece
        if not said.lstrip():
            continue
        if not said.lstrip().startswith("{"):
            yield said
            yield from pieces
            return
        if closed := ends.last(said):
            whole = _sentences(said[:closed])
            yield from whole[given:]
            given = max(given, len(whole))
    if not given and ends.is_whole:
        yield silent


class _Ends:
    """Where objects close in a JSON text that grows; what stands in strings closes none."""

    def __init__(self) -> None:
        self._read, self._depth, self._inside = 0, 0, False

    @property
    def is_whole(self) -> bool:
        """Whether something was opened and all of it has closed."""
        return self._read > 0 and not self._depth and not self._inside

    def last(self, said: str) -> int:
        """Where the last object ends that closes behind what was read before, 0 for none."""
        closed = 0
        # A backslash at the end waits for the sign behind it.
        until = len(said) - (len(said) - len(said.rstrip("\\"))) % 2
        for sign in _JSON_SIGN.finditer(said, self._read, until):
            if sign.group() == '"':
                self._inside = not self._inside
            elif sign.group() in "{}" and not self._inside:
                self._depth += 1 if sign.group() == "{" else -1
                closed = sign.end() if sign.group() == "}" else closed
        self._read = until
        return closed


def _sentences(said: str) -> list[str]:
    """The sentences of a JSON object that may be cut off anywhere."""
    try:
        found = parse_partial_json(said)
    except ValueError:
        return []
    listed = found.get("sentences") if isinstance(found, dict) else None
    return [text for item in listed or () if (text := _marked(item))]


def _marked(item: Any) -> str:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return ""
    text = " ".join(item["text"].split())
    numbers = item.get("passages")
    marks = "".join(f"[{n}]" for n in numbers or () if isinstance(n, int))
    return f"{text} {marks}\n\n" if text else ""
