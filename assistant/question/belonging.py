"""Which phrases of a chat belong to the question that is asked now, as was learned.

Every phrase gets a probability by a logistic regression over what is known of it (where it was
said, how often, what kind of word it is) and of the question (its pronouns, "and", "else", how
little it says). `training/followups.py` learns the weights; `docs/models.md` says from what, and
how well it does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from assistant.pronouns import Turn
from assistant.question.leaning import question_marks
from assistant.question.learned import Marks, crossed, learned
from assistant.question.phrases import LONGEST, Phrase, phrases, words
from corpus.language.names import can_be, is_place, is_thing
from corpus.language.words import telling_words

_DOING = re.compile(r"\w{2,}(?:ed|ing)")
_BEFORE = {
    **dict.fromkeys(("the",), "the"),
    **dict.fromkeys(("a", "an"), "a"),
    **dict.fromkeys(("his", "her", "its", "their"), "owned"),
    **dict.fromkeys(("in", "at", "near", "inside"), "in"),
    **dict.fromkeys(("on", "from", "to", "into", "during", "since", "until"), "on"),
    **dict.fromkeys(("by", "with", "for", "as", "about", "against"), "by"),
    **dict.fromkeys(("of",), "of"),
    **dict.fromkeys((",", "and", "or"), "listed"),
    **dict.fromkeys(('"', "“", "”", "'"), "quoted"),
}
_CROSSED = (
    "name", "noun", "doing", "number", "thing", "place", "many", "last question", "last answer",
    "ago 0", "ago 1", "ago 2", "ago 3", "first of chat", "asked often", "said often", "asked",
    "share", "before the", "opens", "shares a word", "long name", "may be meant",
)  # fmt: skip
_LEANING = {"he", "she", "it", "they", "that", "led in", "else"}
_KINDS = ("name", "noun", "doing", "number")
_BY_KIND = (
    "last question", "last answer", "ago 0", "ago 1", "ago 2", "ago 3", "first of chat", "asked",
    "asked often", "said often", "both", "share", "early", "opens", "before the", "before in",
    "before by", "before of", "place", "thing", "long answer", "shares a word",
)  # fmt: skip

_NEAR = 3
"""The last turns in which a name's "the" and titles are looked for."""


def likely(question: str, turns: Sequence[Turn]) -> list[tuple[Phrase, float]]:
    """The phrases of `turns` that have a word which `question` has not, likeliest first, with the
    probability that each belongs to it."""
    known = learned("belonging")
    found = [(phrase, known.probability(marks)) for phrase, marks in marked(question, turns)]
    return sorted(found, key=lambda one: -one[1])


def marked(question: str, turns: Sequence[Turn]) -> Iterator[tuple[Phrase, Marks]]:
    """Every phrase of the last turns that has a word which `question` has not, with its marks."""
    inside = set(words(question))
    of_question = question_marks(question) | {"chat length": min(len(turns), 8) / 4}
    if not of_question.keys() & _LEANING:
        of_question["leans on nothing"] = 1.0
    said = " ".join(f"{turn.question} {turn.answer[:LONGEST]}" for turn in turns[-_NEAR:])
    pronoun = next((word for word in ("he", "she") if word in of_question), None)
    for phrase in phrases(turns):
        if inside.issuperset(phrase.words):
            continue
        marks = _of_phrase(phrase, len(turns), said, inside)
        if pronoun and "name" in marks and not marks.keys() & {"thing", "place"}:
            marks["may be meant"] = float(can_be(phrase.text, pronoun, said))
        by_kind = {kind: 1.0 for kind in _KINDS if kind in marks}
        yield (
            phrase,
            of_question
            | marks
            | crossed(marks, of_question, _CROSSED)
            | crossed(marks, by_kind, _BY_KIND),
        )


def _of_phrase(phrase: Phrase, turns: int, said: str, inside: set[str]) -> dict[str, float]:
    text, mentions, latest = phrase.text, phrase.mentions, phrase.mentions[0]
    asked = sum(mention.asked for mention in mentions)
    answered = len(mentions) - asked
    own = phrase.words
    kind = _kind(text)
    named = kind == "name"
    found = {
        kind: 1.0,
        f"ago {min(latest.ago, 3)}": 1.0,
        "asked often": math.log1p(asked),
        "said often": math.log1p(answered),
        "share": len({mention.ago for mention in mentions}) / max(1, turns),
        "early": 1 / (1 + min(mention.place for mention in mentions)),
        "words": min(len(own), 5) / 3,
        "letters": min(len(text), 20) / 10,
        "shares a word": len(inside.intersection(own)) / max(1, len(own)),
    }
    found |= {f"before {_BEFORE[m.before]}": 1.0 for m in mentions if m.before in _BEFORE}
    for name, holds in (
        ("last question", any(m.asked and m.ago == 0 for m in mentions)),
        ("last answer", any(not m.asked and m.ago == 0 for m in mentions)),
        ("asked", asked > 0),
        ("both", asked > 0 and answered > 0),
        ("first of chat", any(m.asked and m.ago == turns - 1 for m in mentions)),
        ("opens", all(m.opens for m in mentions)),
        ("opens one", any(m.opens for m in mentions)),
        ("long name", named and len(own) > 1),
        ("capitals", named and text.isupper()),
        ("thing", named and is_thing(text, said)),
        ("place", named and is_place(text, said)),
        ("many", not named and text.endswith("s")),
        ("says little", not telling_words(text)),
        ("year", re.fullmatch(r"(?:1\d|20)\d\d", text) is not None),
    ):
        if holds:
            found[name] = 1.0
    return found


def _kind(text: str) -> str:
    if text[0].isupper():
        return "name"
    if any(letter.isdigit() for letter in text):
        return "number"
    return "doing" if _DOING.fullmatch(text) else "noun"
