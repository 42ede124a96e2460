"""A sentence that joins several facts, cut into parts that each state something by themselves."""

from __future__ import annotations

import re

from assistant.drafts.traced import Traced
from corpus.language.letters import CAPITALS

LEAST_WORDS = 3
"""Words of a part that is looked for by itself."""
MOST = 8
"""Parts of a sentence; one with more is taken whole."""
_NEW_CLAUSE = (
    rf"(?=(?:[{CAPITALS}]|the |he |she |they |it |his |her |their |its |no |none |both |neither "
    rf"|an? )\S*)"
)
_VERB = (
    r"(?=(?:then |also |later |never |not |has |have |had |was |were |is |are |did |does |will "
    r"|would"
    r" |must |may |could |cannot )?[a-z]+(?:ed|s|t|ew|ook|ave|ade|old|aid|ent|ote|an|ught)?\b )"
)
_CUT = re.compile(
    rf";\s+(?:and\s+|but\s+)?|,\s+(?:and|but|while|whereas)\s+{_NEW_CLAUSE}"
    r"|,\s+(?:and|but)\s+(?=(?:then|also|later|never|has|have|had|was|were|is|are|did|does|will|would"
    r"|must|may|could|cannot|[a-z]{2,}ed)\b)"
    r"|(?<!\s)\s+and\s+(?=(?:then|has|had|was|were|is|did|does|will|would|must|may|could|[a-z]{3,}ed)\s)"
)
_SUBJECT = re.compile(
    rf"\W*(?P<subject>(?:(?:Mr|Ms|Mrs|Dr|Judge|Agent)\.?\s+)?[{CAPITALS}][\w.’'&-]*(?:\s+(?:of|and|the|[{CAPITALS}][\w.’'&-]*))*"
    r"|(?:The|A|An|His|Her|Its|Their|No|Each|Both)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]+|He|She|It|They)"
    r"\s+(?=(?:also\s+|then\s+|later\s+|allegedly\s+)?(?:has|have|had|was|were|is|are|did|does|will|would|must|may|could"
    r"|cannot|[a-z]{2,}(?:ed|s|t|ew|ook|ave|ade|old|aid|ent|ote|an|ught))\b)"
)
_STARTS_WITH_VERB = re.compile(
    r"(?:then|also|later|never|has|have|had|was|were|is|are|did|does|will|would|must|may|could|cannot"
    r"|[a-z]{2,}ed)\b"
)


def facts_of(claim: Traced) -> list[Traced]:
    """The facts of `claim`, each with the subject of the first where it has none of its own; the
    claim alone where it states one."""
    text = claim.text.rstrip()
    cuts = [match.span() for match in _CUT.finditer(text)]
    if not cuts or len(cuts) >= MOST:
        return [claim]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    parts = [claim.cut(start, end) for start, end in zip(starts, ends, strict=True)]
    if min(len(part.text.split()) for part in parts) < LEAST_WORDS:
        return [claim]
    opening = _SUBJECT.match(text)
    found = [parts[0]]
    for part in parts[1:]:
        if _STARTS_WITH_VERB.match(part.text):
            if opening is None:
                return [claim]
            subject = claim.cut(*opening.span("subject"))
            joined = Traced(
                f"{subject.text} {part.text}", (*subject.origins, part.origins[0], *part.origins)
            )
            found.append(joined)
        else:
            found.append(part)
    return [_sentence(part) for part in found]


def _sentence(part: Traced) -> Traced:
    """The part with a capital at its beginning and a full stop."""
    text = part.text.strip(" ,;")
    start = part.text.find(text)
    origins = part.origins[start : start + len(text)]
    text = f"{text[:1].upper()}{text[1:]}"
    if not text.endswith((".", "!", "”", '"')):
        text, origins = f"{text}.", (*origins, origins[-1])
    return Traced(text, origins)
