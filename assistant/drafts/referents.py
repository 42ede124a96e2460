"""Who "he" is, where that is safe: a pronoun that opens a sentence, told from the few before it.

What is not safe is left as it stands: where two people fit, or none was the subject before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.drafts.traced import Traced
from corpus.language.letters import CAPITALS
from corpus.language.names import bearers_in, is_place, is_thing
from corpus.remembering import remembered

LOOKED_BACK = 3
"""Sentences before one in which the name is looked for."""
_LEAD = (
    r"(?:(?:On|In|At|By|From|Since|After|Before|During|Until|Around|About|As of)\b[^,;]{1,60},?\s+"
    r"|(?:However|Instead|Moreover|Further|Furthermore|Later|Then|Also|Nor|But|And|That day"
    r"|According to [^,;]{1,60}|Thereafter|Meanwhile),?\s+){0,2}"
)
_OPENING = re.compile(
    rf"\W*(?:{_LEAD})(?P<word>(?:He|She|It|They|His|Her|Its|Their|Both|he|she|it|they|his|her|its"
    r"|their|both)\b(?![’']))"
    r"(?!\s+(?:is|was|would be|appears|seems|follows)\s+(?:(?:not|also|further"
    r"|thus)\s+)?(?:clear|true"
    r"|likely|possible|unclear|undisputed|well|important|part|alleged|a matter|that)\b)"
)
_OWN = re.compile(
    rf"\b(?P<title>Mr|Sir|Ms|Mrs|Miss)\.?\s+(?:[{CAPITALS}][\w.’'-]*\s+){{0,3}}?(?P<last>[{CAPITALS}][\w’'-]+)"
)
_DEFENDANT = re.compile(
    rf"\b[Dd]efendant,?\s+(?P<name>(?:(?:Mr|Ms|Mrs|Dr)\.\s+)?[{CAPITALS}][\w’'-]+(?:\s+[{CAPITALS}][\w.’'-]*){{0,3}})"
)
_THE_DEFENDANT = re.compile(
    r"\b(?:[Tt]he\s+defendant|The\s+Defendant|the\s+Defendant|Defendant)\b(?!,?\s+[A-Z])(?!s)"
)
_COMPANY = re.compile(r"\b(?:[Tt]he\s+company|[Tt]he\s+firm|[Tt]he\s+corporation)\b(?![’']s? own)")
_IS_COMPANY = re.compile(
    r"\b(?:LLC|L\.L\.C|Inc|Corp|Co|Ltd|LLP|Company|Corporation|Bank|Trading|Group)\b"
)
_SAID = re.compile(
    r"\b(?:was|were|is|are|has|had|did|does|[a-z]+(?:ed|s|t|ld|ve|ke|ay|id|ent|ew|old))\b"
)
_PEOPLE = {"He": "he", "His": "he", "She": "she", "Her": "she"}


@dataclass(frozen=True, slots=True)
class Referents:
    """What a text tells of whom it names: by their titles, and which one is the defendant, None
    where there are several or none."""

    said_of: dict[str, set[str]] = field(default_factory=dict)
    defendant: str | None = None
    companies: frozenset[str] = frozenset()

    def resolved(self, sentence: Traced, before: Sequence[str]) -> Traced:
        """`sentence` with a name for what opens it, "the defendant" and "the company", where the
        sentences `before` it, of which the last counts first, tell it safely."""
        changes = [*self._opening(sentence.text, before), *self._called(sentence.text, before)]
        apart = [
            c
            for n, c in enumerate(changes)
            if all(c[0] >= e or c[1] <= s for s, e, _ in changes[:n])
        ]
        return sentence.replaced(apart) if apart else sentence

    def _opening(self, text: str, before: Sequence[str]) -> list[tuple[int, int, str]]:
        match = _OPENING.match(text)
        if match is None:
            return []
        if _people(text[: match.start("word")]):
            return []
        word = match["word"].capitalize()
        name = self._both(before) if word in ("Both", "They") else self._one(word, before)
        if name is None or (word == "Their"):
            return []
        if word in ("His", "Its") or (
            word == "Her" and not re.match(r"\s+(?:was|is|to)\b", text[match.end() :])
        ):
            name = f"{name}’s"
        return [(*match.span("word"), name)]

    def _one(self, word: str, before: Sequence[str]) -> str | None:
        for sentence in list(reversed(before))[:LOOKED_BACK]:
            if word in ("It", "Its"):
                things = subjects(sentence)[1]
                if things:
                    the = f"The {things[0]}"
                    return the if the in sentence else things[0]
                continue
            if word not in _PEOPLE:
                return None
            named = [name for name in _people(sentence) if self.may_be(name, _PEOPLE[word])]
            if not named:
                continue
            lasts = {name.split()[-1].casefold() for name in named}
            first = next(iter(subjects(sentence)[0]), None)
            if len(lasts) == 1 or (first in named and self._only_subject(sentence, first, named)):
                return first if first in named else named[0]
            return None
        return None

    def _only_subject(self, sentence: str, first: str, named: Sequence[str]) -> bool:
        """Whether the others are only mentioned: after the verb whose subject is `first`, and the
        sentence has no second one."""
        rest = sentence[sentence.find(first) + len(first) :]
        return not re.search(
            r"\b(?:told|asked|said|wrote|informed|and|who|that|because|when)\b", rest
        )

    def _both(self, before: Sequence[str]) -> str | None:
        named = _people(before[-1]) if before else []
        return f"{named[0]} and {named[1]}" if len(named) == 2 else None

    def _called(self, text: str, before: Sequence[str]) -> list[tuple[int, int, str]]:
        found = []
        if self.defendant and self.defendant.split()[-1] not in text:
            found += [(*match.span(), self.defendant) for match in _THE_DEFENDANT.finditer(text)][
                :1
            ]
        company = _COMPANY.search(text)
        if company:
            names = [n for one in reversed(before) for n in bearers_in(one) if self._is_company(n)]
            if len({*names[:2]}) == 1 and names[0] not in text:
                found.append((*company.span(), names[0]))
        return found

    def _is_company(self, name: str) -> bool:
        return _IS_COMPANY.search(name) is not None or any(
            full.startswith(f"{name} ") for full in self.companies
        )

    def may_be(self, name: str, pronoun: str) -> bool:
        """Whether the pronoun may mean who bears `name`, by the titles that the text gives."""
        said = self.said_of.get(name.split()[-1].casefold())
        return not said or pronoun in said


@remembered(64)
def referents_in(text: str) -> Referents:
    """What `text` tells of whom it names."""
    said: dict[str, set[str]] = {}
    for match in _OWN.finditer(text):
        pronoun = "he" if match["title"] in ("Mr", "Sir") else "she"
        said.setdefault(match["last"].casefold().removesuffix("’s").removesuffix("'s"), set()).add(
            pronoun
        )
    named = [" ".join(m["name"].split()) for m in _DEFENDANT.finditer(text)]
    lasts = {name.split()[-1].casefold() for name in named}
    defendant = named[0] if len(lasts) == 1 else None
    if defendant and defendant.isupper():
        defendant = defendant.title()
    companies = frozenset(name for name in bearers_in(text) if _IS_COMPANY.search(name))
    return Referents(said, defendant, companies)


def subjects(sentence: str) -> tuple[list[str], list[str]]:
    """The people and the things that a sentence begins with, before its verb."""
    lead = re.match(rf"\W*(?:{_LEAD})", sentence)
    opening = sentence[lead.end() if lead else 0 :]
    verb = _SAID.search(opening)
    opening = opening[: verb.start()] if verb else opening[:60]
    people = _people(opening, sentence)
    things = [name for name in bearers_in(opening) if name not in people]
    return people, things


def _people(text: str, around: str = "") -> list[str]:
    around = around or text
    return [
        name
        for name in bearers_in(text)
        if not is_thing(name, around) and not is_place(name, around) and not name.endswith("Count")
    ]
