"""How many altered claims are flagged, and how many true ones wrongly.

    python -m benchmarks.grounding              the hand-written pairs and the example case
    CASEBOOK_DATA=… python -m benchmarks.grounding      with the real article and squad2 too

Every claim is held against the passage that its sentence stands in, by `check_claim`, as a
written answer is. The baseline is the share of the claim's words that the sentence holds,
cut where it errs least.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np

from assistant.grounding.evidence import MODEL_RULES, check_claim, rules_against
from assistant.grounding.rules import RULES
from benchmarks.claims.rewording import TRUE, altered, said_otherwise
from corpus import read
from corpus.document import Passage, Span
from corpus.language.names import names_in
from corpus.language.sentences import statement_spans
from index.retrieval import ScoredPassage

HERE = Path(__file__).parent
SEED = 5
AROUND = 400
"""Code points of the document before and after a sentence that are cited with it."""
SCRIPTED = 250
"""True claims, and as many altered ones, that are made by script from each half."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the sentence it was made from, the passage cited for it, and what was altered
    ("" where it is true)."""

    text: str
    sentence: str
    passage: str
    altered: str
    way: str


def main() -> None:
    for half in ("tuned", "held"):
        claims = {"by hand": by_hand(half), "by script": by_script(half, SCRIPTED)}
        for how, made in claims.items():
            if made:
                report(f"{half}, {how}", made)
        everything = [claim for made in claims.values() for claim in made]
        report(f"{half}, all", everything)
        for name, weight in weights(everything).items():
            print(f"    {name:12s} alone: {weight.caught:3d} altered, {weight.struck:2d} true")


def by_hand(half: str) -> list[Claim]:
    """The pairs in claims/`half`.txt: "=" a source, "+" a true claim, "-" a false one."""
    claims, source = [], ""
    for line in (HERE / "claims" / f"{half}.txt").read_text("utf-8").splitlines():
        mark, said = line[0], line[2:]
        if mark == "=":
            source = said
        else:
            kind, _, text = said.partition(": ") if mark == "-" else ("", "", said)
            claims.append(Claim(text, source, source, kind, "by hand"))
    return claims


def by_script(half: str, wanted: int) -> list[Claim]:
    """Up to `wanted` true claims and as many altered ones, from sentences of `half`."""
    chance = Random(SEED)
    texts = [read(path).text for path in documents(half)]
    pairs = [pair for text in texts for pair in _sentences(text)]
    strangers = sorted(
        {n for t in texts for n in names_in(t) if n.count(" ") < 3 and len(n) > 3 and "." not in n}
    )
    true, false = [], []
    for sentence, passage in pairs:
        rewordings = list(said_otherwise(sentence, TRUE, chance))
        true += [Claim(text, sentence, passage, "", way) for way, text in rewordings]
        # What is altered is said otherwise first, every second time.
        base = chance.choice([sentence, *(text for _, text in rewordings[:1])])
        for kind, text in said_otherwise(base, altered(strangers), chance):
            false.append(Claim(text, sentence, passage, kind, f"{kind} altered"))
    return _evenly(true, wanted, chance) + _evenly(false, wanted, chance)


def _evenly(claims: Sequence[Claim], wanted: int, chance: Random) -> list[Claim]:
    """`wanted` of the claims, as even by the way they were made as there are enough of them."""
    ways: dict[str, list[Claim]] = {}
    for claim in chance.sample(claims, len(claims)):
        ways.setdefault(claim.way, []).append(claim)
    longest = max(map(len, ways.values()), default=0)
    turns = [group[turn] for turn in range(longest) for group in ways.values() if turn < len(group)]
    return turns[:wanted]


def documents(half: str) -> list[Path]:
    """The files that a half's sentences come from: articles, and the example case or the real
    article, are in one half only."""
    example = sorted((HERE.parent / "examples" / "harbor-light").iterdir())
    data = os.environ.get("CASEBOOK_DATA")
    if not data:
        return example[::2] if half == "tuned" else example[1::2]
    articles = sorted(Path(data, "squad2", "documents").iterdir())
    if half == "tuned":
        return [*example, *articles[::2]]
    return [*sorted(Path(data, "case").iterdir()), *articles[1::2]]


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    spans = list(statement_spans(text))
    for start, end in spans:
        sentence = text[start:end]
        if 7 <= len(sentence.split()) <= 45 and sentence[0].isupper() and sentence[-1] == ".":
            near = [(a, b) for a, b in spans if start - AROUND <= a and b <= end + AROUND]
            yield " ".join(sentence.split()), text[near[0][0] : near[-1][1]]


def flagged(claim: Claim) -> bool:
    """Whether nothing that is cited bears the claim out."""
    return not check_claim(claim.text, [_passage(claim)]).stands


def _passage(claim: Claim) -> ScoredPassage:
    span = Span("source", 0, len(claim.passage))
    return ScoredPassage(Passage(span, claim.passage), 1.0)


@dataclass(frozen=True, slots=True)
class Weight:
    """What a rule does that no other does: the altered claims that would pass without it, and
    the true ones that would stand."""

    caught: int
    struck: int


def weights(claims: Sequence[Claim]) -> dict[str, Weight]:
    """What each rule weighs, by its name, in the order in which the rules are asked.

    A claim is caught by a rule alone where some sentence, or two, would bear it out but for it.
    """
    alone: dict[str, list[Claim]] = {name: [] for name in (*(n for n, _ in RULES), *MODEL_RULES)}
    for claim in claims:
        against = rules_against(claim.text, [_passage(claim)])
        if all(against):
            for name in {name for rules in against if len(rules) == 1 for name in rules}:
                alone[name].append(claim)
    return {
        name: Weight(sum(bool(c.altered) for c in some), sum(not c.altered for c in some))
        for name, some in alone.items()
    }


def report(title: str, claims: Sequence[Claim]) -> None:
    begun = perf_counter()
    found = [flagged(claim) for claim in claims]
    took = (perf_counter() - begun) / len(claims)
    false = np.array([bool(claim.altered) for claim in claims])
    wrong = np.array(found)
    print(
        f"{title:20s} altered flagged {wrong[false].mean():.3f} of {false.sum()},"
        f" true wrongly flagged {wrong[~false].mean():.3f} of {(~false).sum()},"
        f" {1000 * took:.0f} ms a claim; words alone {_baseline(claims, false)}"
    )
    if "-v" in sys.argv and not title.startswith("held"):
        _mistakes(claims, found)
    for way in sorted({claim.way for claim in claims if claim.way != "by hand"}):
        ones = [f for f, claim in zip(found, claims, strict=True) if claim.way == way]
        print(f"    {way:20s} {np.mean(ones):.2f} of {len(ones)} flagged")


def _baseline(claims: Sequence[Claim], false: np.ndarray) -> str:
    words = re.compile(r"\w+")
    held = np.array(
        [
            np.mean([word in set(words.findall(c.sentence.lower())) for word in said])
            for c in claims
            for said in [words.findall(c.text.lower())]
        ]
    )
    cuts = [(held[false] < cut).mean() - (held[~false] < cut).mean() for cut in np.unique(held)]
    cut = np.unique(held)[int(np.argmax(cuts))]
    return f"{(held[false] < cut).mean():.2f} / {(held[~false] < cut).mean():.2f}"


def _mistakes(claims: Sequence[Claim], found: Sequence[bool]) -> None:
    for claim, wrong in zip(claims, found, strict=True):
        if wrong != bool(claim.altered):
            objected = check_claim(claim.text, [_passage(claim)]).objected
            why = f"{objected.objection.rule}: “{objected.quote}”" if objected else "stands"
            print(f"  {claim.altered or 'TRUE'} [{claim.way}] {why}")
            print(f"    = {claim.sentence}\n    > {claim.text}")


if __name__ == "__main__":
    main()
