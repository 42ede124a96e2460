"""A follow-up made into a question that stands alone, by rules and without a model.

Three things make a question lean on the chat: a pronoun with no name before it ("what
fine does he face?"), a part of a sentence ("and the fine?", "what about Pell?"), and a
bare question word ("why?"). Each is filled from the last questions and answers; where
what is meant has no name, the last question is put in front. A question that names its
own subject is left as it is, so that a change of subject is not polluted by the past.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.answer import ABSTAINING
from assistant.asking import telling_words
from assistant.names import bearers_in, is_thing, names_in
from assistant.pronouns import Turn, fill_pronouns

_LEAD = re.compile(r"^(?:(?:and|but|or|so|then|also|ok|okay)\b[,\s]*)+(?=\S)", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_AUX = r"is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must"
_ECHO = re.compile(rf"^(?:{_AUX})\s+(?=[A-Z])", re.IGNORECASE)
_TAIL = re.compile(r"(?:,?\s+(?:too|also|either|as well|then))?[\s?!.]*$", re.IGNORECASE)
_VERB = re.compile(
    rf"\b(?:{_AUX}|am|be|been|\w+ed|says?|said|faces?|pays?|paid|tell|list|show|name|give|find"
    r"|explain|describe|summari[sz]e|who|whom|whose|what|when|where|which|why|how)\b",
    re.IGNORECASE,
)
_HOW = r"when|where|why|how(?: (?:long|often))?(?! many| much)"
_BARE = re.compile(rf"({_HOW})(?: (?:exactly|so|come|not))?[\s?!.]*", re.IGNORECASE)
_QUESTION = re.compile(
    rf"(?:(?P<word>{_HOW}|how (?:many|much)|who|whom|what|which)\b\s*(?P<noun>[^?]*?)\s*\b)?"
    rf"(?P<aux>{_AUX})\s+(?P<rest>[^?]+?)[\s?.]*",
    re.IGNORECASE,
)
_PART = re.compile(  # "under which statute?", "in how many payments?"
    r"(?:in|by|to|from|for|with|under|at|on|of|since|until)\s+(?:who|what|which|where|how)"
    rf"(?!.*\b(?:{_AUX})\b)",
    re.IGNORECASE,
)
_WHAT = re.compile(  # "and what fine?"
    rf"(?:what|which|how (?:many|much))(?!.*\b(?:{_AUX}|\w+ed|happens?|went)\b)"
    r"(?: [\w-]+){1,3}\s*\?",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\b(?:of|about|from|for|with|after|before|by|to) (?:that|this|these|those)\b"
    rf"(?=\s*[?,]|\s+(?:{_AUX})\b|$)"
    rf"|\b(?:{_AUX}) (?:that|this)(?= (?:a|all|an|compare|enough|happen|mean|so|the|true)\b|\s*\?)"
    r"|\bthere\s*\??$",
    re.IGNORECASE,
)
_ASKS_FOR_MORE = {"certain", "detail", "details", "elaborate", "else", "exactly", "explain", "sure"}
_TIME = re.compile(r"\b(?:[A-Z][a-z]+ (?:\d{1,2}, )?)?(?:19|20)\d\d\b")
_WHERE = re.compile(r"(?:in|on|at|from|to|by|with|during|before|after|since|under)\b")
_FOR = re.compile(rf"(?:about|against|as|for|of|without|{_WHERE.pattern})\b")
_MOST_FRAGMENT_WORDS = 5


def standalone(question: str, history: Sequence[BaseMessage]) -> str:
    """`question` with what it leaves out filled in from the chat; itself if nothing is."""
    turns: list[Turn] = []
    pending: str | None = None
    for message in history:
        if isinstance(message, HumanMessage):
            pending = resolve(str(message.text), turns)
        elif isinstance(message, AIMessage) and pending is not None:
            said = re.sub(r"\[\d+\]", "", str(message.text))
            turns.append(Turn(pending, "" if said.startswith(ABSTAINING) else said))
            pending = None
    if pending is not None:
        turns.append(Turn(pending, ""))
    return resolve(question, turns)


def resolve(question: str, turns: Sequence[Turn]) -> str:
    """`question` after `turns`, oldest first, made to stand alone."""
    body = _LEAD.sub("", question.strip())
    if not turns or not body:
        return question
    last = turns[-1]
    bare = _BARE.fullmatch(body)
    if bare:
        return _turned(bare.group(1), last) or _behind(last, body)
    fragment = _fragment(body, opened=body != question.strip())
    if fragment:
        return _completed(fragment, turns) or _behind(last, body)
    if body != question.strip() and _WHAT.fullmatch(body):
        return _behind(last, body)
    text, leans = fill_pronouns(body, turns)
    if text != body and not leans:
        return _capital(text)
    says_something = set(telling_words(body)) - _ASKS_FOR_MORE
    if leans or not says_something or _PART.match(body) or _THAT.search(body):
        return _behind(last, text)
    return question


def _behind(last: Turn, question: str) -> str:
    """The question with the last one in front, for what has no name that could be put in."""
    first, mark, _ = last.question.strip().partition("?")
    return f"{first}{mark} {_capital(question)}".strip()


def _turned(word: str, last: Turn) -> str | None:
    """The last question asked with `word` instead; None when that would not be English."""
    question = _QUESTION.fullmatch(last.question.strip())
    if not question:
        return None
    old, noun, aux, rest = (part or "" for part in question.groups())
    if old and not re.fullmatch(_HOW, old, re.IGNORECASE):
        if aux.lower() in ("do", "does", "did"):
            return f"{word.capitalize()} {aux} {rest} {noun}".strip() + "?"
        people = [name for name in bearers_in(last.answer) if not is_thing(name, last.answer)]
        subject = noun or (people[0] if people and old.lower() == "who" else "")
        if not subject:
            return None
        rest = f"{subject} {rest}"
    return f"{word.capitalize()} {aux.lower()} {rest}?"


def _fragment(body: str, opened: bool) -> str | None:
    """What stands in `body` where a whole question should: "Pell" of "What about Pell?"."""
    bare = _TAIL.sub("", _ABOUT.sub("", body))
    echoed = _ECHO.sub("", bare)
    if _only_names(echoed):
        bare = echoed
    if not bare or _VERB.search(bare):
        return None
    short = body.endswith("?") and len(bare.split()) <= _MOST_FRAGMENT_WORDS
    return bare if opened or short or _ABOUT.match(body) else None


def _completed(fragment: str, turns: Sequence[Turn]) -> str | None:
    """The last question with "Pell" or "in 2022" in the place of its like, or asked of "the
    fine"; None when there is no such place."""
    fragment, leans = fill_pronouns(fragment, turns)
    last = turns[-1].question
    if leans:
        return None
    old_time, new_time = _TIME.search(last), _TIME.search(fragment)
    if old_time and new_time:
        return last.replace(old_time.group(), new_time.group())
    new, old = names_in(fragment), names_in(last)
    if _only_names(fragment) and new[0] not in old:
        like = _like(new[0], fragment, old, last)
        if like:
            return last.replace(like, new[0])
    if _FOR.match(fragment):
        return f"{last.rstrip('?. ')} {fragment}?"
    subject = next((names for turn in reversed(turns) if (names := names_in(turn.question))), [])
    if new or not subject:
        return f"What is {fragment}?" if new and not _only_names(fragment) else None
    return f"What is {fragment} of {subject[0]}?"


def _like(new: str, fragment: str, old: Sequence[str], last: str) -> str | None:
    """The name of the last question that stands as `new` does: behind the same preposition,
    else of the same sort, else the first. "In Lisbon" takes the place of no other."""
    before = fragment[: fragment.find(new)].strip().lower()
    behind = [name for name in old if before and f" {before} {name}" in last]
    if behind or _WHERE.match(before):
        return behind[0] if behind else None
    same = [name for name in old if is_thing(name, last) == is_thing(new, fragment)]
    return next(iter(same or old), None)


def _only_names(text: str) -> bool:
    """Whether `text` says nothing but a name, or several."""
    names = names_in(text)
    return bool(names) and set(telling_words(text)) <= set(telling_words(" ".join(names)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
