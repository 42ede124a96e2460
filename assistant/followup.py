"""A follow-up made into a question that stands alone, without a chat model.

Where rules are sure they rewrite it: a pronoun with one name that fits ("what fine does he
face?"), a part of a sentence that takes the place of its like ("what about Pell?"), a bare
question word ("why?"). Whether any other question leans on the chat, and which of its phrases
belong to the question, was learned (`question/leaning.py`, `question/belonging.py`); these are put
behind it: "Who signed it? (the lease of the warehouse)". A question that stands alone is left as
it is, so that a change of subject is not polluted by the past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.answer import ABSTAINING, UNCHECKED
from assistant.pronouns import PRONOUNS, Named, Turn, fill_pronouns, open_pronoun
from assistant.question.belonging import likely
from assistant.question.leaning import leans
from assistant.question.learned import learned
from assistant.question.phrases import LONGEST, TURNS, Phrase, words
from corpus.language.names import bearers_in, is_thing, names_in
from corpus.language.words import telling_words

_MARK = re.compile(rf"\[\d+\]|{re.escape(UNCHECKED)}")
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
_TIME = re.compile(r"\b(?:[A-Z][a-z]+ (?:\d{1,2}, )?)?(?:19|20)\d\d\b")
_WHERE = re.compile(r"(?:in|on|at|from|to|by|with|during|before|after|since|under)\b")
_FOR = re.compile(rf"(?:about|against|as|for|of|without|{_WHERE.pattern})\b")
_MOST_FRAGMENT_WORDS = 5
_ELSE = re.compile(r"\b(?:else|others?|another)\b", re.IGNORECASE)
_MOST_ADDED = 4
"""Phrases put behind a question."""
_AGREES = 0.15
"""The probability from which what was learned agrees with a name that the rules put."""
_SURELY = 0.5
"""The probability from which a name that the rules do not find stands for "he" or "she"."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A question made to stand alone: its `text`, the `phrases` of the chat that belong to it,
    and the question `before` it; both empty where nothing was put behind it.

    The phrases help to find. Among what is read a stray one would mislead, and the reader was
    trained with the question before.
    """

    text: str
    phrases: str = ""
    before: str = ""

    @property
    def searched(self) -> str:
        """The question with its phrases behind it."""
        return f"{self.text}{self._added}"

    @property
    def _added(self) -> str:
        return f" ({self.phrases})" if self.phrases else ""

    def read(self, searched: str) -> str:
        """What the reader is asked: `searched`, as a scope may have cut it, with the question
        before in place of the phrases."""
        if not self.phrases or not searched.endswith(self._added):
            return searched
        return f"{searched.removesuffix(self._added)} ({self.before})"


def standalone(question: str, history: Sequence[BaseMessage]) -> str:
    """`question` with what it leaves out filled in from the chat; itself if nothing is."""
    return made_alone(question, history).searched


def made_alone(question: str, history: Sequence[BaseMessage]) -> Alone:
    """`standalone`, with what was put behind the question told apart."""
    if len(question) > LONGEST:
        return Alone(question)
    said = list(_turns(history))[-TURNS:]
    known: list[Turn] = []  # with their pronouns filled, so that a subject is kept
    for turn in said:
        known.append(Turn(_by_rules(turn.question, known)[0], turn.answer))
    text, phrases = _resolved(question, said, known)
    return Alone(text, phrases, said[-1].question) if phrases else Alone(text)


def _turns(history: Sequence[BaseMessage]) -> Iterator[Turn]:
    """What was asked and answered, oldest first; a refusal is no answer."""
    pending: str | None = None
    for message in history:
        if isinstance(message, HumanMessage):
            if pending is not None:
                yield Turn(pending, "")
            pending = str(message.text)[:LONGEST]
        elif isinstance(message, AIMessage) and pending is not None:
            said = _MARK.sub("", str(message.text))
            yield Turn(pending, "" if said.startswith(ABSTAINING) else said[:LONGEST])
            pending = None
    if pending is not None:
        yield Turn(pending, "")


def _resolved(question: str, said: Sequence[Turn], known: Sequence[Turn]) -> tuple[str, str]:
    """`question` made to stand alone after the turns `said`, oldest first, and the phrases that
    belong behind it; `known` are the same turns with the pronouns of their questions filled."""
    body = _LEAD.sub("", question.strip())
    if not said or not body:
        return question, ""
    found = likely(question, said)
    text, whole = _by_rules(question, known, partial(_believed, found))
    if whole:
        return text, ""
    filled = text != _capital(body)
    if not leans(text if filled else question, said):
        return (text if filled else question), ""
    if not filled and not telling_words(body):  # "By whom?"
        return _behind(known[-1], text), ""
    inside = set(words(text))
    enough = learned("belonging").yes_from
    chosen = [
        phrase
        for phrase, likely_so in found
        if likely_so >= enough and not inside.issuperset(phrase.words)
    ]
    if not chosen:
        text = _by_rules(question, known)[0]
        if text != _capital(body):
            return text, ""
        return (_behind(known[-1], text) if open_pronoun(body) else question), ""
    return text, _listed(chosen[:_MOST_ADDED], besides=_ELSE.search(question) is not None)


def _by_rules(question: str, turns: Sequence[Turn], named: Named | None = None) -> tuple[str, bool]:
    """`question` as far as rules complete it, and whether they complete all of it."""
    body = _LEAD.sub("", question.strip())
    if not turns or not body:
        return question, False
    bare = _BARE.fullmatch(body)
    if bare and (turned := _turned(bare.group(1), turns[-1])):
        return turned, True
    fragment = _fragment(body, opened=body != question.strip())
    if fragment and (completed := _completed(fragment, turns)):
        return completed, True
    return _capital(fill_pronouns(body, turns, named)), False


def _believed(found: Sequence[tuple[Phrase, float]], kind: str, name: str | None) -> str | None:
    """The name for a pronoun: that of the rules where what was learned agrees. For "he" and
    "she" else the likeliest, where that is sure, and nobody else than the rules say."""
    if kind not in PRONOUNS:
        return name
    inside = set(words(name or ""))
    for phrase, likely_so in found:
        if likely_so < _AGREES:
            break
        if inside and (inside <= set(phrase.words) or inside >= set(phrase.words)):
            return name
    if kind in ("he", "she"):
        for phrase, likely_so in found:
            if likely_so >= _SURELY and len(full := names_in(phrase.text)) == 1:
                return full[0]
        return name
    return None


def _listed(chosen: Sequence[Phrase], besides: bool) -> str:
    """Phrases in the order of the chat; where something else than these is asked for, what was
    answered is set apart by "besides"."""
    apart = [phrase for phrase in chosen if besides and not phrase.mentions[0].asked]
    about = [phrase for phrase in chosen if phrase not in apart]
    parts = [", ".join(map(_with_article, about))]
    if apart:
        parts.append(f"besides {', '.join(map(_with_article, apart))}")
    return "; ".join(filter(None, parts))


def _with_article(phrase: Phrase) -> str:
    return f"the {phrase.text}" if phrase.mentions[0].before == "the" else phrase.text


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
    fragment = fill_pronouns(fragment, turns)
    last = turns[-1].question
    if open_pronoun(fragment):
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
