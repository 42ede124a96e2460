"""What the pronouns of a question mean, told from the questions and answers before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from assistant.asking import Asked, asked
from corpus.language.letters import CAPITALS
from corpus.language.names import (
    are_listed,
    bearers_in,
    can_be,
    is_place,
    is_short_form,
    is_thing,
    names_in,
)
from corpus.language.sentences import sentence_spans

_SUBJECT_OF = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys(("the defendant", "the suspect"), "the person"),
    **dict.fromkeys(("the company", "the firm"), "the company"),
    **dict.fromkeys(("the gang", "the group"), "the gang"),
}
PRONOUNS = ("he", "she", "they", "it")
"""The kinds that are pronouns; "the defendant" is none."""
_PRONOUN = re.compile(rf"\b(?:{'|'.join(_SUBJECT_OF)})\b", re.IGNORECASE)
_CALLED_SO = {  # what a name holds, or has behind it, where these words may mean its bearer
    "the company": r"\b(?:LLC|Inc|Corp|Co|Ltd|Company|Trading|Bank)\b|\s(?:company|firm)\b",
    "the gang": r"\s(?:gang|group|cartel|organi[sz]ation)\b",
}
_OBJECTS = ("him", "her", "them", "it")
_POSSESSIVES = ("his", "its", "their")
_HER_OWN = re.compile(
    r"\s+(?!(?:about|after|and|as|at|before|by|during|for|from|in|on|or|to|when|while|with)\b)\w"
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|does|did|has) it (?:ever |been |yet )?(?:known|true|clear|certain|alleged|likely"
    r"|possible|legal|illegal|not|say|said|mean|take|matter|happen|seem|appear)\w*\b"
    r"|\bit (?:is|was|says?|said|takes?|took|seems?|appears?|turns?)\b|\bwhat (?:time|day) is it\b",
    re.IGNORECASE,
)
_ASKED_ABOUT = re.compile(
    r"(?:what|when|where|why|how(?: \w+)?) (?:is|are|was|were|does|do|did|has|had) "
    r"((?:the|this|that) (?:[a-z]+ ){0,2}?[a-z]+)"
    r"(?: (?:due|about|for|of|\w+(?:ed|[dn]one?))\b.*)?\?*",
    re.IGNORECASE,
)
"""The thing that a question without a name is about: "the rent" of "What is the rent?"."""
_WHO_IS_NAMED = re.compile(rf"\W*(?i:who (?:is|are|was|were)) [{CAPITALS}]")
_NEW_CLAUSE = re.compile(
    r"\b(?:that|who|which|when|where|while|why|how|if|whether|because|before|after|and|but|say"
    r"|says|said|claim|think|know|knew|believe|deny|denied|admit|admitted)\b|,",
    re.IGNORECASE,
)


_MOST = 24
"""Pronouns that are filled; a question has a few, and a pasted page has no end of them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question, made to stand alone, and what was answered."""

    question: str
    answer: str


Named = Callable[[str, str | None], str | None]
"""The name to put for a pronoun of a kind, such as "he", where these rules would put the second,
None for none."""


def fill_pronouns(question: str, turns: Sequence[Turn], named: Named | None = None) -> str:
    """`question` with the names that its pronouns mean, where that is sure, or as `named` says.

    A pronoun that the question itself explains stays: "Did Pell say why he resigned?"
    """
    kinds = {kind for kind, _ in pronouns_in(question)}
    own = names_in(question)

    @cache
    def antecedent(kind: str) -> str | None:
        return _antecedent(kind, turns, besides=own)

    def filled(match: re.Match[str]) -> str:
        word, after = match.group().lower(), question[match.end() :]
        kind = _SUBJECT_OF[word]
        owns = _owns(word, after)
        if _explained(question, match, is_object=word in _OBJECTS and not owns):
            return match.group()
        alone = word in ("hers", "theirs") or (word == "his" and not re.match(r"\s*\w", after))
        anyone = kind == "they" and bool(kinds & {"he", "she"})  # "Did they fire her?"
        name = None if anyone else antecedent(kind)
        if name is None and kind == "it" and turns:
            about = _ASKED_ABOUT.fullmatch(turns[-1].question.strip())
            name = about and about.group(1).lower()
        if named and not anyone:
            name = named(kind, name)
        if name is None:
            return match.group()
        return f"{name}’s" if owns or alone else name

    return _PRONOUN.sub(filled, question, _MOST)


def pronouns_in(question: str) -> list[tuple[str, bool]]:
    """The kind of each pronoun of `question`, "he" of "his", and whether it is explained there."""
    found = []
    for match in islice(_PRONOUN.finditer(question), _MOST):
        word = match.group().lower()
        is_object = word in _OBJECTS and not _owns(word, question[match.end() :])
        found.append((_SUBJECT_OF[word], _explained(question, match, is_object)))
    return found


def open_pronoun(question: str) -> bool:
    """Whether a pronoun of `question` is explained only by what was said before."""
    return any(kind in PRONOUNS and not explained for kind, explained in pronouns_in(question))


def _owns(word: str, after: str) -> bool:
    return word in _POSSESSIVES or (word == "her" and _HER_OWN.match(after) is not None)


def _explained(question: str, pronoun: re.Match[str], is_object: bool) -> bool:
    """Whether the question itself says what a pronoun means, or it means nothing.

    A name in front of a pronoun explains it, but an object never means its own subject.
    """
    if pronoun.group().lower() == "it" and _EXPLETIVE.search(question):
        return True
    before, after = question[: pronoun.start()], question[pronoun.end() :]
    subject = names_in(before)
    if subject:
        return not is_object or bool(_NEW_CLAUSE.search(before.rpartition(subject[-1])[2]))
    return bool(names_in(after.partition(",")[2]))


def _antecedent(pronoun: str, turns: Sequence[Turn], besides: Sequence[str]) -> str | None:
    """The latest name that fits, other than `besides`; for "they", several that stand together."""
    said = " ".join(f"{turn.question} {turn.answer}" for turn in turns)
    for turn in reversed(turns):
        for names in _candidates(turn):
            named = [n for n in names if n not in besides and not is_place(n, said)]
            things = [name for name in named if is_thing(name, said)]
            people = [name for name in named if name not in things]
            if called := _CALLED_SO.get(pronoun):
                bearer = re.compile(called, re.IGNORECASE)
                things = [n for n in things if bearer.search(n) or _followed(n, bearer, said)]
            if pronoun == "they" and are_listed(people, said):
                return f"{', '.join(people[:-1])} and {people[-1]}"
            if pronoun in ("he", "she"):
                people = [n for n in people if can_be(n, pronoun, said) and not is_short_form(n)]
            fitting = people if pronoun in ("he", "she", "the person") else things
            if fitting:
                return fitting[0]
    return None


def _followed(name: str, what: re.Pattern[str], text: str) -> bool:
    """Whether `what` stands right behind `name` somewhere in `text`."""
    return any(what.match(text, m.end()) for m in re.finditer(re.escape(name), text))


def _candidates(turn: Turn) -> Iterator[list[str]]:
    """The names of a turn, likeliest first: the user's own words before the answer's, but the
    answer to "who" or "which" before them."""
    in_question = bearers_in(turn.question)
    sentences = (turn.answer[start:end] for start, end in sentence_spans(turn.answer))
    named = next((names for sentence in sentences if (names := bearers_in(sentence))), [])
    said = [set(name.casefold().split()) for name in in_question]
    answered = [n for n in named if not any(set(n.casefold().split()) <= name for name in said)]
    which = re.search(r"\bwhich\b", turn.question, re.IGNORECASE)
    says_who = in_question and _WHO_IS_NAMED.match(turn.question)
    wants_name = which or (asked(turn.question) in (Asked.PERSON, Asked.PLACE) and not says_who)
    yield from (answered, in_question) if wants_name else (in_question, answered)
