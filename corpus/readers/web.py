"""Saved web pages: the article without its menus, banners and comments (trafilatura)."""

from __future__ import annotations

import datetime
import email
import email.policy
import re
from copy import deepcopy
from itertools import groupby

import trafilatura
from trafilatura.settings import Document as WebPage

from corpus.errors import UnreadableFile
from corpus.readers.article import Element, paragraph_length, take_out_surroundings
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.kept_apart import struck_flags, struck_marks
from corpus.readers.markup import decode_page, prepared, tree_of, tree_text
from corpus.readers.mime import decoded_text, payload_of
from corpus.readers.raised import with_fractions
from corpus.readers.symbols import EMPTY, TICKED
from corpus.readers.tables import table_lines
from corpus.readers.zero_width import unseen_flags, unseen_marks, without_zero_width

_TOLD_APART = "\U0010fffd"
"""For private use: no page means anything by it."""
_PARAGRAPHS = ("p", "li", "blockquote", "div", "pre")
_PAGES = ("text/html", "application/xhtml+xml")
_RULE = re.compile(r"[|\s:-]+")
"""The line that trafilatura draws below the headings of a table."""
_WORD = re.compile(r"\w+")
HEADLINE_WITHIN = 3
"""Blocks from the start of an article among which its headline may stand once more."""
WIDEST_NAMED = 5
"""Columns; in a wider table of an article (a league's, a listing's) a row keeps its plain
cells. Naming each column in each row costs .013 of F1 on the benchmark, for one such page."""
LEAST_LEFT = 0.5
"""The part of what is found with an article's surroundings that has to be left without them;
on the benchmark it is .73 or more."""
SHORTEST, LONGEST_BARE = 150, 3
"""Characters of an article; trafilatura cuts less than that at every tag. Then all of the page
is read, unless that is so many times as much."""
ALIKE = 0.8
"""Words that a headline and the page's title share, of all in both."""


def read_web(data: bytes, aids: Aids) -> Extracted:
    """The main text of an HTML page, a paragraph to a block and a table row to a line, with
    its title and date; the headline is the title and not in the text.

    Raises `UnreadableFile` where the page holds no text.
    """
    return _read_page(decode_page(data))


def read_saved_page(data: bytes, aids: Aids) -> Extracted:
    """As `read_web`, from a page that a browser saved with its pictures (mht, mhtml)."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in _PAGES and (payload := payload_of(part)).strip():
            named = part.get_param("charset") is not None
            return _read_page(decoded_text(part) if named else decode_page(payload))
    raise UnreadableFile("the saved page holds no text")


def _read_page(html: str) -> Extracted:
    tree = tree_of(html)
    unseen, struck = prepared(tree)
    everything = tree_text(tree)
    if not everything:
        raise UnreadableFile("the page holds no text")
    page = _article(tree)
    lines = [line.strip() for line in (page.text or "").split("\n") if line.strip()]
    text = "\n\n".join(_blocks(_without_headline(lines, page.title or "")))
    # A few words or a bare table are no article to trafilatura: then all of the page is.
    if len(text) < SHORTEST and len(everything) < LONGEST_BARE * SHORTEST:
        text = everything
    if _is_form(text, everything):
        text = everything
    text = with_fractions(without_zero_width(text or everything))
    return Extracted(
        kind="article",
        text=text,
        title=page.title or None,
        date=_iso_date(page.date),
        marks=(*unseen_marks(unseen, len(text)), *struck_marks(struck, len(text))),
        flags=(*unseen_flags(unseen), *struck_flags(struck)),
    )


def _is_form(text: str, everything: str) -> bool:
    """Whether the article lacks boxes to tick that are on the page, at least two of them: a
    form is no article, and half of it would say another thing."""
    left_out = sum(everything.count(sign) - text.count(sign) for sign in (TICKED, EMPTY))
    return left_out >= 2


def _article(tree: Element) -> WebPage:
    """The article of a page. Where its surroundings were by their looks most of it, and without
    them little is found, they were no surroundings."""
    whole = deepcopy(tree)
    take_out_surroundings(tree)
    page = _extracted(tree)
    if len(page.text or "") >= LEAST_LEFT * paragraph_length(whole):
        return page
    entire = _extracted(whole)
    return entire if len(page.text or "") < LEAST_LEFT * len(entire.text or "") else page


def _extracted(tree: Element) -> WebPage:
    _tell_apart(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    page = found if isinstance(found, WebPage) else WebPage()
    page.text = (page.text or "").replace(_TOLD_APART, "")
    return page


def _tell_apart(tree: Element) -> None:
    """Puts a sign behind every second of paragraphs that say the same one after the other:
    trafilatura would leave one of them."""
    before, signed = "", False
    for element in tree.iter(*_PARAGRAPHS):
        if next(element.iterdescendants(*_PARAGRAPHS, "table"), None) is not None:
            continue  # its words stand in the paragraphs that it holds
        words = " ".join("".join(element.itertext()).split())
        signed = bool(words) and words == before and not signed
        before = words or before
        if signed and len(element):
            element[-1].tail = f"{element[-1].tail or ''}{_TOLD_APART}"
        elif signed:
            element.text = f"{element.text}{_TOLD_APART}"


def _without_headline(lines: list[str], title: str) -> list[str]:
    """The lines from the headline on, less the headline; all of them where there is none."""
    named = set(_WORD.findall(title.lower()))
    for place, line in enumerate(lines[:HEADLINE_WITHIN]):
        words = set(_WORD.findall(line.lower()))
        if len(named & words) > 0 and len(named & words) >= ALIKE * len(named | words):
            return lines[:place] + lines[place + 1 :]
    return lines


def _blocks(lines: list[str]) -> list[str]:
    """The lines as blocks; those that draw a table become one, and so do those of a list."""
    blocks: list[str] = []
    for kind, group in groupby(lines, lambda line: line[:1] if line.startswith(_DRAWN) else ""):
        run = list(group)
        if kind == "|":
            blocks.append(
                "\n".join(_rows([_cells(line) for line in run if not _RULE.fullmatch(line)]))
            )
        elif kind:
            blocks.append("\n".join(run))
        else:
            blocks += run
    return [block for block in blocks if block]


_DRAWN = ("|", "- ")
"""How trafilatura begins the row of a table and the item of a list."""


def _rows(rows: list[list[str]]) -> list[str]:
    if max(map(len, rows), default=0) <= WIDEST_NAMED:
        return table_lines(rows)
    return [" | ".join(row) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def _iso_date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None
