"""What the window says before anything is asked: its name, its mode, where to begin."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel

from assistant.destinations import destination_of
from assistant.models import model_name
from assistant.window.element import Html, element
from index.records import DocumentRecord

_HARBOR_LIGHT = (
    "How much was Pell paid?",
    "Who is CC-1?",
    "Who bought a one-way ticket?",
    "When was the warehouse searched?",
)
_CHARGES = (
    "Who is charged, and with what?",
    "What is the maximum sentence?",
)
_ANY = (
    "What sums of money are mentioned?",
    "When did it begin?",
    "Who are the people involved?",
)
_SHIPPED = "harbor-light"
_MOST = 4


def wordmark() -> Html:
    return element("h1", "Casebook")


def mode(model: str | BaseChatModel | None) -> Html:
    """Which mode is on, and what leaves this computer."""
    if model is None:
        said: list[str] = ["Answers quote your documents. Nothing leaves this computer."]
    else:
        to = destination_of(model)
        host = to.host or "it"
        said = ["Answers are written by ", element("b", called(model)), " and checked against "]
        said.append("your documents. ")
        said.append(
            "Nothing leaves this computer."
            if to.is_here
            else f"Questions and passages are sent to {host}."
        )
    return element("p", *said, class_="mode")


def called(model: str | BaseChatModel) -> str:
    """A model's name, less the address that it is asked at."""
    return model_name(model).partition("@http")[0]


def welcome(case: str | None, readable: int) -> Html:
    """What the empty chat says: what to do next."""
    if case is None:
        return _greeting(
            "Start with a case",
            "A case holds the documents of one matter. Give it a name above, add its files, and "
            "ask about them.",
        )
    if not readable:
        return _greeting(case, "Add its files under Documents, then ask about them.")
    count = f"{readable:,} document{'' if readable == 1 else 's'}"
    return _greeting(f"Ask {case}", f"{count}. Every answer points at the place it rests on.")


def examples(case: str | None, records: Sequence[DocumentRecord]) -> list[str]:
    """Up to four questions that fit what the case holds; none while it holds nothing."""
    readable = [record for record in records if record.state != "refused"]
    if not readable:
        return []
    if case == _SHIPPED and any(record.name == "indictment.pdf" for record in readable):
        return list(_HARBOR_LIGHT)
    charged = any(record.kind in ("indictment", "complaint") for record in readable)
    return [*(_CHARGES if charged else ()), *_ANY][:_MOST]


def _greeting(heading: str, said: str) -> Html:
    return element("div", element("h2", heading), element("p", said), class_="welcome")
