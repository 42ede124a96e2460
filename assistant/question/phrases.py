"""The phrases of a chat that a follow-up may mean: its names, things and doings, and where each
was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.pronouns import Turn

TURNS = 12
"""The last questions and answers in which phrases are looked for."""
LONGEST = 800
"""Code points of a question or an answer that are read; the rest of a longer one is not."""

_WORD = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|No)\.(?!\w)|[$€£]?[^\W_]+(?:[.,’'&/-][^\W_]+)*|[^\w\s]"
)
_OWN = re.compile(r"[’'](?:s|S)?$")
_DOING = re.compile(r"\w{2,}(?:ed|ing)")
_LINKS = frozenset("of de la van von du al & the".split())
_SAYS_NOTHING = frozenset(
    "a about above according across after again against ago all almost along already also although"
    " always am among an and another any anybody anyone anything are around as at away back be"
    " became because become been before being below besides between both but by came can come could"
    " did do does doing done don down during each either else enough even ever every everything"
    " exactly few for from further gave get gets give given go goes going gone got had has have"
    " having he her here hers herself him himself his how however i if in into is isn it its itself"
    " just know known less let like ll made make many may maybe me might mine more most much must"
    " my myself near neither never no nobody none nor not nothing now of off often on once one ones"
    " only onto or other others our ours out over own per perhaps please put quite rather re really"
    " s said same say says see seen shall she should since so some somebody someone something soon"
    " still such take taken tell than that the their theirs them themselves then there these they"
    " thing things this those though through thus till to together told too took toward towards"
    " under unless until up upon us use used ve very was way we well went were what whatever when"
    " where whether which while who whom whose why will with within without would yes yet you your"
    " yours t d m aren couldn didn doesn hadn hasn haven wasn weren won wouldn don’t didn’t doesn’t"
    " don't didn't doesn't wasn't isn't i'm it's that's there's he's she's they're it’s that’s"
    " there’s he’s she’s they’re okay ok thanks thank mr mrs ms".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a phrase was said: how many turns ago (0 the last), in the question or the answer,
    its place among the phrases there, the word before it, and whether it opens a sentence."""

    ago: int
    asked: bool
    place: int
    before: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that were said together, as they were written, and their mentions, latest first."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in small letters."""
        return words(self.text)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, one "'s" not counted as a word."""
    return tuple(re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", text.casefold())))


def phrases(turns: Sequence[Turn]) -> list[Phrase]:
    """The phrases of the last turns, each once. "Pell" is taken for a mention of the "Raymond
    Pell" that was said as well."""
    found: dict[str, tuple[str, list[Mention]]] = {}
    for ago, turn in enumerate(reversed(turns[-TURNS:])):
        for asked, said in ((False, turn.answer), (True, turn.question)):
            for text, mention in _read(said[:LONGEST], ago, asked):
                written, mentions = found.setdefault(text.casefold(), (text, []))
                mentions.append(mention)
                if text[0].isupper() and not mention.opens and not written[0].isupper():
                    found[text.casefold()] = (text, mentions)
    return [Phrase(text, tuple(mentions)) for text, mentions in _joined(found)]


def _joined(
    found: dict[str, tuple[str, list[Mention]]],
) -> Iterator[tuple[str, list[Mention]]]:
    """Shorter forms of a name put to the longer form that was said most."""
    holders: dict[str, list[str]] = {}
    for key, (text, _) in found.items():
        if text[0].isupper():
            for word in set(key.split()):
                holders.setdefault(word, []).append(key)
    given: dict[str, list[Mention]] = {}
    for key, (text, mentions) in found.items():
        own = set(key.split())
        longer = [
            other
            for other in holders.get(next(iter(own)), ())
            if text[0].isupper() and own < set(other.split())
        ]
        if longer:
            most = max(longer, key=lambda other: (len(found[other][1]), -found[other][1][0].ago))
            given.setdefault(most, []).extend(mentions)
        else:
            given.setdefault(key, []).extend(mentions)
    for key, mentions in given.items():
        yield found[key][0], sorted(mentions, key=lambda mention: mention.ago)


def _read(said: str, ago: int, asked: bool) -> Iterator[tuple[str, Mention]]:
    """The phrases of one question or answer: words that say something and stand together."""
    run: list[str] = []
    before = last = ""
    opening = opens = True
    place = 0
    tokens = [match.group() for match in _WORD.finditer(said)]
    for number, token in enumerate([*tokens, "."]):
        word = _OWN.sub("", token)
        small = word.casefold()
        goes_on = bool(run) and _goes_on(run, word, tokens[number + 1 : number + 3])
        if run and not goes_on:
            while len(run) > 1 and run[-1].casefold() in _LINKS:
                run.pop()
            yield " ".join(run), Mention(ago, asked, place, before, opens)
            place, run = place + 1, []
        if goes_on or _is_word(word):
            if goes_on or small not in _SAYS_NOTHING:
                if not run:
                    before, opens = last, opening
                run.append(word)
                if word != token:  # "Pell's" ends what it owns
                    yield " ".join(run), Mention(ago, asked, place, before, opens)
                    place, run = place + 1, []
            opening = False
        else:
            opening = token in ".?!:" or (opening and not token.isalnum())
        last = small


def _is_word(token: str) -> bool:
    return token[:1].isalnum() or len(token) > 1


def _goes_on(run: Sequence[str], word: str, after: Sequence[str]) -> bool:
    """Whether `word` belongs to the phrase that `run` begins: names with names, also over "of
    the", plain words with plain words, numbers with either."""
    last, small = run[-1], word.casefold()
    if small in _LINKS:
        next_name = next((token for token in after if token.casefold() not in _LINKS), "")
        return (last[0].isupper() or last in _LINKS) and next_name[:1].isupper()
    if not _is_word(word) or small in _SAYS_NOTHING:
        return False
    if last in _LINKS or word[0].isdigit() or last[0].isdigit():
        return True
    if word[0].isupper() or last[0].isupper():
        return word[0].isupper() and last[0].isupper()
    return not (_DOING.fullmatch(small) or _DOING.fullmatch(last))
