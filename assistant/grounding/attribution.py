"""What a text only attributes to someone, or holds possible."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from assistant.grounding.places import Stretch
from corpus.language.letters import CAPITALS
from corpus.language.parsed import ParsedText, once, parse
from corpus.language.stretches import joined
from corpus.language.words import telling_stems, telling_words

_SPEECH = (
    r"said|says?|told|tells?|argu(?:e[sd]?|ing)|assert(?:s|ed)?|contend(?:s|ed)?|stated"
    r"|(?<!was )(?<!were )(?<!been )announc(?:e[sd]?|ing)|claim(?:s|ed|ing)?|believe[sd]?"
    r"|(?<!the )(?<!a )(?<!his )(?<!her )suspects?(?! was| is| in|,)|think|thinks|thought"
    r"|report(?:s|ed)? that|argument|contention|allegations?|insist(?:s|ed)?|maintain(?:s"
    r"|ed)? that|suggest(?:s|ed)?|wrote"
    r"|testif(?:y|ies|ied)(?: (?:to|before) [\w ]{1,30}?)? that|states? that|alleg(?:e[sd]?|ing)"
    r"|charg(?:e[sd]?|ing) that"
    r"|(?:indictment|complaint|affidavit) (?:describ|detail|list|accus|outlin|charg)\w+"
)
_WHEN = r"(?:\s+(?:\w+day|yesterday|today|later|(?:on|in|at|during|through|after|to)\b[^,;]*))?"
_WHOLE = re.compile(
    r"\baccording to\b(?! (?:market|plan|schedule|law|custom|tradition|size|age|need|merit|rank"
    r"|the (?:rules?|terms?|law|plan|size|number|needs?|type)|their|its)\b)"
    rf"|,[\"”’]*\s+(?!(?:and|but|who|which)\b)[^,;]{{1,60}}?\b(?:{_SPEECH}){_WHEN}"
    r"(?:,|[.!?][\"”’]*\s*$)",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"\b(?:allegedly|purported(?:ly)?|reportedly|apparently)\b", re.IGNORECASE)
_SAID = re.compile(rf"\b(?:{_SPEECH})\b", re.IGNORECASE)
_CHARGED = re.compile(
    r"(?<!convicted on )(?<!pleaded guilty to )\b(?:accus|charg|indict|suspect)\w*"
    rf" (?:(?-i:[{CAPITALS}])[\w.’-]* ){{0,4}}(?:with|of|for|on)\b|\bindicted\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\bif (?:found guilty|convicted)\b", re.IGNORECASE)
_MODAL = re.compile(  # "May" is the month
    r"\b(?:(?-i:may)(?! not\b)|might|could(?! not\b)|(?:will|shall|must|ha(?:s|ve"
    r"|d) to)(?! not\b)|perhaps|possibl[ey]|probably|(?:un)?likely|potential(?:ly)?"
    r"|fac(?:e[sd]?|ing)|up to|maximum|carries|(?:expected|set|scheduled|slated) to|due to be"
    r"|(?:allowed|permitted|entitled|free) to|at liberty|(?:appear|seem)(?:s|ed)? to)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"(?:[,;:!?]|(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)\.)(?!\d)|\b(?:but|although|while|which|who)\b",
    re.IGNORECASE,
)
_PART_END = re.compile(r"[;:](?!\d)|,\s+and\b|\b(?:but|although|while)\b", re.IGNORECASE)
_TURNS = re.compile(r",\s+but\b(?! that\b)", re.IGNORECASE)
_ASIDE = re.compile(r",\s+(?:who|which|whose)\b[^,;]*", re.IGNORECASE)
_ADVERB = re.compile(
    r"\b(?:allegedly|reportedly|purportedly|supposedly|apparently)\b|\b(?:alleged|suspected|reputed"
    r"|purported)\b(?=\s+(?:[\w-]+\s+){0,3}?[a-z]+)(?!\s+(?:to|by|that)\b)",
    re.IGNORECASE,
)
_ALLEGES = re.compile(
    rf"\b(?:alleg|accus|charg|suspect|purport|report|repute|suppos|apparent|believ|indict)\w*"
    rf"|\baccording to\b|\bsaid to\b|\b(?:{_SPEECH})\b|\b(?:may|might|could)\b",
    re.IGNORECASE,
)


_CALLED_SO = re.compile(
    r"\b(?:alleg|suspect|purport|repute|accus|so-called|believ|apparent)", re.IGNORECASE
)


def _adverb_dropped(claim: ParsedText, source: ParsedText) -> bool:
    """Whether a word that `source` calls alleged stands in `claim` with nothing before it that
    alleges: a hedge that the source puts first may not come last."""
    for mark in _ADVERB.finditer(source.text):
        word = next((w for w in _behind(mark) if telling_words(w) or len(w) > 5), "")
        here = _said_once(word, claim, source)
        if here and not _ALLEGES.search(claim.text[: here.end() + 12]):
            return True
        if here and mark.group().lower() in ("alleged", "suspected", "reputed", "purported"):
            before = claim.text[max(0, here.start() - 40) : here.start()]
            if not _CALLED_SO.search(before):
                return True
    return False


_MAYBE = re.compile(
    r"\b(?:possibly|probably|perhaps|maybe|likely|(?:(?-i:may)|might|could)(?! not\b)"
    r"(?: (?:also|well|still|even|soon))?(?: be(?:en)?\b| have(?: been)?\b)?)\s",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:may|might|could|can|would|perhaps|maybe|possib\w+|probab\w+|likel\w+|potential\w*|if|or"
    r"|risks?|fac(?:e[sd]?|ing)|up to|expected|appear\w*|seem\w*|suspect\w*|believ\w+|thought"
    r"|hop\w+|as (?:much|many) as|allowed|permitted|entitled|free to)\b",
    re.IGNORECASE,
)
_BACK = 60
"""Code points before a word in which what holds it possible is looked for."""


def _made_certain(claim: ParsedText, source: ParsedText) -> bool:
    """Whether a word that `source` holds only possible stands in `claim` as certain."""
    for mark in _MAYBE.finditer(source.text):
        word = next((w for w in _behind(mark) if len(w) > 3 and telling_words(w)), "")
        here = _said_once(word, claim, source)
        if here and not _OPEN.search(claim.text[max(0, here.start() - _BACK) : here.start()]):
            return True
    return False


def hedge_in(text: ParsedText, *, alleged: bool = False) -> Stretch | None:
    """Where `text` first says that something is alleged, said by someone or only possible; None
    where it does not, or where the whole of it is an accusation."""
    marks = (_ADVERB, _WHOLE, _ONWARD, _CHARGED, _SAID, _MAYBE, _MODAL)
    found = [match.span() for mark in marks if (match := mark.search(text.text))]
    return None if alleged else min(found, default=None)


_TELLING = re.compile(r"[^\W\d_][\w’-]+")
_PIECE = re.compile(r"\w+")


def _behind(mark: re.Match[str]) -> Iterator[str]:
    """The words behind a mark, to the end of its clause."""
    end = clause_end(mark.string, mark.end())
    return (word.group() for word in _TELLING.finditer(mark.string, mark.end(), end))


def _said_once(word: str, claim: ParsedText, source: ParsedText) -> re.Match[str] | None:
    """Where `claim` says a word that `source` says no more than once; None where it does not."""
    if not word or _counts(source)[word.lower()] > 1 or not _counts(claim)[word.lower()]:
        return None
    return re.search(rf"\b{re.escape(word)}\b", claim.text, re.IGNORECASE)


@once
def _counts(text: ParsedText) -> Counter[str]:
    """How often a text says each word, and each part of a word with a hyphen or an apostrophe."""
    lower = text.text.lower()
    joined_up = (w for w in _TELLING.findall(lower) if "-" in w or "’" in w)
    return Counter([*_PIECE.findall(lower), *joined_up])


def drops_a_hedge(claim: ParsedText, source: ParsedText, *, alleged: bool = False) -> bool:
    """Whether `claim` says flatly what `source` attributes to someone or holds possible.

    A claim that is itself attributed or held possible may rest on an attribution; only one
    that is held possible may rest on a possibility. Each is asked of the claim's own parts.
    `alleged` says that the whole source is an accusation.
    """
    if _adverb_dropped(claim, source) or _made_certain(claim, source):
        return True
    possible, attributed = _hedged(source)
    if alleged:
        attributed = _Covered(source.telling_stems, frozenset())
    if possible is None and attributed is None:
        return False
    for covered, flat in zip((possible, attributed), _flat(claim), strict=True):
        if covered is None or not flat:
            continue
        hedged = flat & covered.inside - covered.outside
        free = flat & covered.outside - covered.inside
        if len(hedged) >= len(free):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Covered:
    """The stems of what a text says under a hedge, and of what it says outside."""

    inside: Set[str]
    outside: Set[str]


@once
def _hedged(source: ParsedText) -> tuple[_Covered | None, _Covered | None]:
    """What `source` holds possible, and what it attributes to someone; None for nothing."""

    def covered(spans: Sequence[Stretch]) -> _Covered | None:
        inside = telling_stems(" ".join(source.text[a:b] for a, b in joined(spans)))
        return _Covered(inside, _without(source.text, spans)) if spans else None

    return covered(_possible(source)), covered(_attributed(source))


@once
def _flat(claim: ParsedText) -> tuple[set[str], set[str]]:
    """The stems of what `claim` does not hold possible itself, and of those what it does not
    attribute to someone either; its names and figures apart."""
    possible = _possible(claim, back=True)
    attributed = [*possible, *_attributed(claim, back=True)]
    names = {stem for name in claim.names for stem in telling_stems(name)}
    certain, own = (
        {stem for stem in _without(claim.text, kept) - names if not stem.isdigit()}
        for kept in (possible, attributed)
    )
    return certain, own


def clause_end(text: str, start: int) -> int:
    """Where the clause that goes on at `start` ends."""
    return first_from(_clause_ends(parse(text)), start, len(text))


@once
def _clause_ends(text: ParsedText) -> list[int]:
    return [end.start() for end in _CLAUSE_END.finditer(text.text)]


def first_from(places: Sequence[int], start: int, otherwise: int) -> int:
    """The first of the `places`, which are in order, from `start` on."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else otherwise


def _attributed(text: ParsedText, *, back: bool = False) -> list[Stretch]:
    """Where `text` says only what someone says; with `back`, with the words before the mark."""
    found = []
    for a, b in text.statements:
        if _WHOLE.search(text.text[a:b]):
            found.append((a, b))
        found += _reach(_ONWARD, text.text, a, b, back=True, onward=True)
        found += _reach(_SAID, text.text, a, b, back=back, onward=True)
        found += _reach(_CHARGED, text.text, a, b, back=back)
    return found


def _possible(text: ParsedText, *, back: bool = False) -> list[Stretch]:
    """Where `text` says only what may be; with `back`, with the words before the mark."""
    found = []
    for a, b in text.statements:
        if _IF.search(text.text[a:b]):
            found.append((a, b))
        found += _reach(_MODAL, text.text, a, b, back=back)
    return found


def _reach(
    mark: re.Pattern[str], text: str, a: int, b: int, *, back: bool, onward: bool = False
) -> Iterator[Stretch]:
    """What each mark between `a` and `b` covers: to the end of its clause, or `onward` to `b`.

    `back` takes in the part of the sentence that it stands in. Within an aside, such as
    ", who is charged,", nothing outside it is covered.
    """
    matches = list(mark.finditer(text, a, b))
    asides = [aside.span() for aside in _ASIDE.finditer(text, a, b)] if matches else []
    ends = [end.span() for end in _PART_END.finditer(text, a, b)] if matches and back else []
    begun = [first for first, _ in asides]
    turns = [turn.start() for turn in _TURNS.finditer(text, a, b)] if matches and onward else []
    left, entered = [end for _, end in ends], [start for start, _ in ends]
    for match in matches:
        start, stop = match.end(), b if onward else min(b, clause_end(text, match.end()))
        if back:
            before = bisect_right(left, match.start())
            start = left[before - 1] if before else a
            stop = b if onward else first_from(entered, match.end(), b)
        if onward:
            stop = first_from(turns, match.end(), stop)
        inside = bisect_right(begun, match.start()) - 1
        if inside >= 0 and match.start() < asides[inside][1]:
            start, stop = max(start, asides[inside][0]), min(stop, asides[inside][1])
        yield start, stop


def _without(text: str, spans: Sequence[Stretch]) -> set[str]:
    """The telling stems of `text` but for those in `spans`."""
    kept = list(text)
    for a, b in joined(spans):
        kept[a:b] = " " * (b - a)
    return telling_stems("".join(kept))
