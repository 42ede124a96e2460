"""What is said of a sentence beside it, in a comment or a note: line by line."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import replies

VERDICTS = {
    "differs": "Differs",
    "not-in-file": "Not in the file",
    "supported": "Borne out",
    "unchecked": "Not checked",
}
"""What each verdict is called, gravest first."""
LONGEST_QUOTE = 300


def summary(reply: replies.DraftChecked) -> Iterator[str]:
    """What the check found in all, and what to know of how the draft was read."""
    counts = ", ".join(
        f"{reply.counts[name]:,} {called.lower()}" for name, called in VERDICTS.items()
    )
    number = len(reply.sentences)
    yield (
        f"Casebook held {number:,} sentence{'' if number == 1 else 's'} against the case "
        f"“{reply.case}”: {counts}."
    )
    yield (
        "“Borne out” means that the words of the case say it; “not in the file” that nothing was "
        "found that does, not that there is nothing."
    )
    yield from reply.notices


def remarks(sentence: replies.DraftSentence) -> Iterator[str]:
    """The verdict and its reason; then the facts where it was cut, its doubtful cites, and the
    words of the case."""
    yield f"{VERDICTS[sentence.verdict]}. {_without_verdict(sentence.reason)}".strip()
    if len({fact.verdict for fact in sentence.facts}) > 1:
        for fact in sentence.facts:
            yield f"{VERDICTS[fact.verdict]}: {_line(fact.text)}"
    for cited in sentence.cites:
        if cited.state != "bears it out" and cited.reason and cited.reason != sentence.reason:
            yield f"{_line(cited.text)}: {cited.reason}"
    for quoted in sentence.quotations:
        if quoted.state != "exact" and quoted.reason != sentence.reason:
            yield quoted.reason
    said = sentence.difference.source if sentence.difference else None
    shown = [said] if said else list(sentence.citations)
    for source in dict.fromkeys(shown):
        if _line(source.quote) not in sentence.reason:
            near = "Nearest: " if sentence.verdict == "not-in-file" and not sentence.facts else ""
            yield f"{near}“{shortened(source.quote)}” — {source.pincite} ({source.document})"


def is_remarked(sentence: replies.DraftSentence) -> bool:
    """Whether there is something to say of a sentence: all but headings, argument and law."""
    return sentence.verdict != "unchecked" or "the check does not know" in sentence.reason


def shortened(quote: str) -> str:
    """A quotation on one line, cut off behind a word where it is long."""
    words = _line(quote)
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _without_verdict(reason: str) -> str:
    for opening in ("Not checked: ", "Borne out by ", "Borne out, "):
        if reason.startswith(opening):
            rest = reason.removeprefix(opening)
            return f"{rest[:1].upper()}{rest[1:]}" if opening != "Borne out by " else f"By {rest}"
    return reason


def _line(text: str) -> str:
    return " ".join(text.split())
