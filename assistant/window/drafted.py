"""A checked draft as HTML: its sentences, each with its verdict and links to its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Citation
from assistant.drafts.report import CheckedSentence, DraftReport, Verdict
from assistant.window.element import Html, element, joined
from assistant.window.shelf import counted

MOST_SHOWN = 2_000
"""Sentences listed at once; the files hold all."""
_CALLED: dict[Verdict, str] = {
    "differs": "Differs",
    "not-in-file": "Not in the file",
    "supported": "Borne out",
    "unchecked": "Not checked",
}


def nothing() -> Html:
    """What the tab says before a draft was checked."""
    said = (
        "Every sentence of a draft is held against the case: its facts, its cites to the record"
        " and "
        "its quotations. No chat model is asked."
    )
    return element("p", said, class_="hint")


def step(done: int, total: int) -> Html:
    """How far the check is."""
    said = f"Checking sentence {min(done + 1, total):,} of {total:,}"
    bar = element("progress", max=max(total, 1), value=done, aria_label=said)
    return element("div", element("p", said), bar, class_="step", role="status")


def sentences(report: DraftReport) -> Html:
    """What was found: the counts, then every sentence in order."""
    counts = ", ".join(f"{report.count(one):,} {called.lower()}" for one, called in _CALLED.items())
    parts = [
        element("p", f"{counted(len(report.sentences), 'sentence')}: {counts}.", role="status")
    ]
    parts += [element("p", notice, class_="aside") for notice in report.notices]
    shown = report.sentences[:MOST_SHOWN]
    parts.append(element("ol", *map(_sentence, shown), class_="drafted", aria_label="Sentences"))
    if more := len(report.sentences) - len(shown):
        parts.append(element("p", f"and {more:,} more; the files hold all", class_="aside"))
    return joined(*parts)


def _sentence(one: CheckedSentence) -> Html:
    parts: list[str] = [
        element("p", element("b", _CALLED[one.verdict], class_="verdict"), " ", _line(one.text)),
        element("p", one.reason, class_="why"),
    ]
    parts += [
        element("p", f"{_line(cited.text)}: {cited.reason}", class_="why")
        for cited in one.cites
        if cited.state != "bears it out" and cited.reason and cited.reason != one.reason
    ]
    links = [_link(citation) for citation in _places(one)]
    if links:
        parts.append(element("p", *links, class_="opening"))
    return element("li", *parts, class_=f"sentence {one.verdict}")


def _link(citation: Citation) -> Html:
    title = f"“{_line(citation.quote)}”"
    return element(
        "a", citation.pincite, href=f"#checked-{citation.number}", class_="open", title=title
    )


def _places(one: CheckedSentence) -> list[Citation]:
    """The places of a sentence that are to be opened, each once."""
    said = [one.difference.source] if one.difference else []
    every = [*said, *one.sources, *(c.place for c in one.cites), *(q.place for q in one.quotations)]
    first: dict[object, Citation] = {}
    for place in every:
        if place is not None:
            first.setdefault(place.span, place)
    return _apart(list(first.values()))


def _apart(places: Sequence[Citation]) -> list[Citation]:
    """The places without those of the same pin-cite."""
    return list({place.pincite: place for place in reversed(places)}.values())[::-1]


def citations(report: DraftReport) -> Iterator[Citation]:
    """Every place that a link of the list opens."""
    for sentence in report.sentences:
        yield from _places(sentence)


def _line(text: str) -> str:
    return " ".join(text.split())
