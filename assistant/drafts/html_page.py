"""A checked draft as one page for a browser, which asks for nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant import replies
from assistant.drafts.remarks import is_remarked, remarks, summary
from corpus.paragraphs import paragraph_spans

_STYLE = """
:root { color-scheme: light dark; --differs: #b3261e; --not-in-file: #9a6700; --supported: #1a7f37;
  --unchecked: #6e7781; }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; font: 1rem/1.55 Georgia, serif; }
header, aside { font: .9rem/1.45 system-ui, sans-serif; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2.5rem; }
main > div { white-space: pre-line; }
a.s { color: inherit; text-decoration: underline 2px; text-underline-offset: .2em; }
a.differs { text-decoration-color: var(--differs); background: #b3261e22; }
a.not-in-file { text-decoration-color: var(--not-in-file); text-decoration-style: dashed; }
a.supported { text-decoration-color: var(--supported); text-decoration-thickness: 1px; }
sup { font: .7em system-ui, sans-serif; }
aside ol { list-style: none; padding: 0; }
aside li { border-left: 4px solid; margin: 0 0 .9rem; padding: 0 0 0 .8rem; }
aside li { overflow-wrap: anywhere; }
aside li.differs { border-color: var(--differs); }
aside li.not-in-file { border-color: var(--not-in-file); }
aside li.supported { border-color: var(--supported); }
aside li.unchecked { border-color: var(--unchecked); }
aside p { margin: .15rem 0; } aside p.v { font-weight: 600; }
:target { outline: 2px solid Highlight; }
@media (max-width: 55rem) { main { display: block; } }
@media print { main { display: block; } }
"""


def html_page(reply: replies.DraftChecked) -> str:
    """The page: the draft with its sentences marked, and beside it what is said of each."""
    notes = [(n, s) for n, s in enumerate(reply.sentences, start=1) if is_remarked(s)]
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        f"<title>{escape(reply.draft)}, checked</title><style>{_STYLE}</style></head><body>",
        f"<header><h1>{escape(reply.draft)}, checked</h1>",
        *(f"<p>{escape(line)}</p>" for line in summary(reply)),
        f"<p>Casebook {escape(reply.casebook)}, {escape(reply.day)}</p></header>",
        "<main><div>",
        *_draft(reply),
        '</div><aside aria-label="What was found"><ol>',
        *(_note(number, sentence) for number, sentence in notes),
        "</ol></aside></main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _draft(reply: replies.DraftChecked) -> Iterator[str]:
    """The draft, paragraph by paragraph, each sentence that has a note as a link to it."""
    text, number = reply.text, 0
    sentences = reply.sentences
    for start, end in paragraph_spans(text):
        pieces, position = [], start
        while number < len(sentences) and sentences[number].start < end:
            sentence = sentences[number]
            number += 1
            first, last = max(sentence.start, position), min(sentence.end, end)
            pieces.append(escape(text[position:first]))
            words = escape(text[first:last])
            if is_remarked(sentence):
                words = (
                    f'<a class="s {sentence.verdict}" id="s{number}" href="#n{number}">{words}'
                    f"<sup>{number}</sup></a>"
                )
            pieces.append(words)
            position = last
        pieces.append(escape(text[position:end]))
        yield f"<p>{''.join(pieces)}</p>"


def _note(number: int, sentence: replies.DraftSentence) -> str:
    first, *more = remarks(sentence)
    lines = "".join(f"<p>{escape(line)}</p>" for line in more)
    head = f'<p class="v"><a href="#s{number}">{number}</a> {escape(first)}</p>'
    return f'<li class="{sentence.verdict}" id="n{number}">{head}{lines}</li>'
