"""What the window says before anything is asked: its name, its mode, where to begin."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel

from assistant.models.chat_models import model_name
from assistant.models.destinations import destination_of
from assistant.settings import Settings
from assistant.window.element import Html, element


def wordmark() -> Html:
    return element("h1", "Casebook")


def mode(model: str | BaseChatModel | None, settings: Settings) -> Html:
    """Which mode is on, and what leaves this computer."""
    if model is None:
        said: list[str] = ["Answers quote your documents. Nothing leaves this computer."]
    else:
        to = destination_of(model, settings)
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


def _greeting(heading: str, said: str) -> Html:
    return element("div", element("h2", heading), element("p", said), class_="welcome")
