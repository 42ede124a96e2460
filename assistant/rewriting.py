"""A follow-up that is still no whole sentence by itself, rewritten by the chat model, and checked.

`followup` comes first: it is quick and makes nothing up. Where it can only put phrases of the chat
behind the question, or the last one in front, a model may do better, and may also make things up:
what it writes is taken only when every name and number in it was said in the chat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.answer import ABSTAINING, UNCHECKED
from assistant.models.listening import said
from corpus.language.amounts import numbers_in
from corpus.language.names import names_in
from corpus.language.words import telling_words

_RULES = """\
Rewrite the last question so that it is understood without the chat before it: put in the names \
that its pronouns stand for, and what it leaves out. Add nothing else, and do not answer it. \
Write only the question."""
_TURNS = 6
_LONGEST_TURN, _LONGEST = 600, 300
_MARK = re.compile(rf"\s*(?:\[\d+\]|{re.escape(UNCHECKED)})")


def needs_rewriting(question: str, alone: str) -> bool:
    """Whether `alone` is `question` with phrases of the chat behind it or the last one in front."""
    put_behind = alone.endswith(")") and not question.rstrip().endswith(")")
    return put_behind or alone.count("?") > max(1, question.count("?"))


def rewritten(model: BaseChatModel, question: str, history: Sequence[BaseMessage]) -> str | None:
    """`question` as `model` makes it stand alone after `history`; None where the model fails,
    or what it writes is no question or says more than the chat."""
    turns = [m for m in history if isinstance(m, HumanMessage | AIMessage)][-_TURNS:]
    chat = "\n".join(
        f"{'Question' if isinstance(turn, HumanMessage) else 'Answer'}: {_short(str(turn.text))}"
        for turn in turns
    )
    asking = HumanMessage(f"{chat}\n\nLast question: {question}")
    try:
        written = said(model, [SystemMessage(_RULES), asking])
    except Exception:  # the same model is asked for the answer next, and says what is wrong
        return None
    return _checked(written, question, chat)


def _short(text: str) -> str:
    return (
        "" if text.startswith(ABSTAINING) else " ".join(_MARK.sub("", text).split())[:_LONGEST_TURN]
    )


def _checked(written: str, question: str, chat: str) -> str | None:
    line = written.strip().splitlines()[0].strip(' "“”*') if written.strip() else ""
    line = re.sub(r"^(?:(?:rewritten|last|standalone) )?question:\s*", "", line, flags=re.I)
    known = f"{chat} {question}"
    words = set(re.findall(r"\w+", known.casefold()))
    named = {w for name in names_in(line) for w in re.findall(r"\w+", name.casefold())}
    keeps = set(telling_words(question)) <= set(telling_words(line))
    fits = line.endswith("?") and len(line) <= _LONGEST and keeps
    return line if fits and named <= words and numbers_in(line) <= numbers_in(known) else None
