"""HTML as a tree, and all of its text: for pages, e-mails and chapters of books."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from corpus.readers.hidden import take_out_hidden
from corpus.readers.raised import with_fractions
from corpus.readers.shown_forms import show_inputs
from corpus.readers.struck_html import take_out_struck, write_raised
from corpus.readers.tables import repeats, table_lines
from corpus.readers.text import decode
from corpus.readers.zero_width import without_zero_width

Element = Any
"""An element of a tree (lxml)."""
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset("head iframe math noscript object script style svg template title".split())
_LISTS_END = {("end", "ul"), ("end", "ol"), ("end", "dl")}
_SET_IN = re.compile(r"margin:0(?:px)?0(?:px)?0(?:px)?40px;border:(?:none|0|medium)")
"""How Gmail and Apple's Mail set a paragraph in."""
_TALLEST, _WIDEST = 100, 20
"""What a cell may claim to span."""
LONGEST_CELL = 400
"""Code points; a table with a longer cell is there for its layout."""
_STRIKING = re.compile(r"<(/?)(s|strike)(?=[\s/>])", re.I)
_AS_OWN = "own-striking-"
"""Before the names of these tags while a page is parsed."""
_OWN_TAG = re.compile(rf"<(/?){_AS_OWN}(?=s[\s/>]|strike[\s/>])", re.I)
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CHARSET_XML = re.compile(rb"\A\s*<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"']\s*([\w.:-]+)")
_CHARSET_WITHIN = 4_096
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
"""Encodings that pages name and browsers, by the HTML standard, read as another."""


@dataclass(frozen=True, slots=True)
class HtmlText:
    """What a page shows, the words in it that it does not show or that are struck out, and
    its title."""

    text: str
    unseen: tuple[str, ...]
    title: str | None
    struck: tuple[str, ...] = ()


def html_text(html: str, *, mail: bool = False) -> HtmlText:
    """All the text of a page or a fragment: a block to a paragraph, a row or item to a line.

    In a `mail` the lines of quoted words begin with ">", as they do in one of plain text.
    """
    tree = tree_of(html)
    title = " ".join((tree.findtext(".//title") or "").split())
    unseen, struck = prepared(tree)
    text = with_fractions(tree_text(tree, mail=mail))
    return HtmlText(text, unseen, title or None, struck)


def prepared(tree: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Makes the tree of a page one of the words that stand on it: boxes to tick are signs,
    raised figures set apart, merged cells in each of their rows. Gives the words that were
    hidden and those that were struck out, which are no longer in it."""
    unseen, struck = take_out_hidden(tree), take_out_struck(tree)
    show_inputs(tree)
    write_raised(tree)
    return unseen, struck


def page_text(data: bytes) -> str:
    """All the text of a page in any encoding, as `html_text`."""
    return html_text(decode_page(data)).text


def tree_of(html: str) -> Element:
    """The tree of a page or a fragment, however broken; comments are left out."""
    # libxml2 ends <s> where a paragraph begins in it, but not a tag that it does not know.
    html = _STRIKING.sub(rf"<\1{_AS_OWN}\2", html.replace("\0", ""))
    # As bytes, since a string with an encoding declared in it is not taken.
    data = html.encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # there is nothing in it at all
        return lxml_html.document_fromstring("<html><body></body></html>")
    if _AS_OWN in html:
        _name_as_written(tree)
    return tree


def _name_as_written(tree: Element) -> None:
    """Gives tags their names again, also where they are words of a title or an attribute."""
    for element in tree.iter("*"):
        element.tag = element.tag.removeprefix(_AS_OWN)
        if element.text and _AS_OWN in element.text:
            element.text = _OWN_TAG.sub(r"<\1", element.text)
        for name, value in element.items():
            if _AS_OWN in value:
                element.set(name, _OWN_TAG.sub(r"<\1", value))


def decode_page(data: bytes) -> str:
    """As `decode`, but UTF-16 without a mark is known by its first tag, and where the page
    is not UTF-8, the encoding that it names goes before a guess."""
    if data.startswith((b"<\0", b"\0<")):
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "replace")
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN) or _CHARSET_XML.match(data)
    name = declared.group(1).decode("ascii", "ignore").lower() if declared else "utf-8"
    if not name.startswith("utf") and not _is_unicode(data):
        try:
            return data.decode(_MEANT.get(name, name))
        except (LookupError, UnicodeError):
            pass  # a wrong name: guess, as for a page that gives none
    return decode(data)


def _is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@dataclass(slots=True)
class _Flow:
    """Words of the block underway, and the blocks that are done, each with its distance
    from the one before."""

    done: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    items: dict[Element, int] = field(default_factory=dict)
    tight: bool = False
    mark: str = ""
    quoted: int = 0

    def end(self, *, tight: bool = False) -> None:
        """The block ends; the next stands below it, close by where `tight`."""
        rows = ("".join(self.line)).split("\n")
        text = "\n".join(" ".join(row.split()) for row in rows).strip("\n")
        self.line.clear()
        if text:
            self.add(f"{self.mark}{text}")
            self.mark, self.tight = "", tight

    def item(self, element: Element) -> str:
        """What stands before an item of a list."""
        held_by = element.getparent()
        if held_by is None or held_by.tag != "ol":
            return "- "
        given = element.get("value") or (
            held_by.get("start") if held_by not in self.items else None
        )
        counted = self.items.get(held_by, 0) + 1
        self.items[held_by] = int(given) if given and _is_number(given) else counted
        return f"{self.items[held_by]}. "

    def add(self, block: str) -> None:
        if self.quoted:
            block = "\n".join(f"{'>' * self.quoted} {line}" for line in block.split("\n"))
        self.done += ["\n" if self.tight else "\n\n"] * bool(self.done) + [block]
        self.tight = False


def tree_text(tree: Element, *, mail: bool = False) -> str:
    """All the text of a tree, a block to a paragraph, a row or item to a line; in a `mail`
    with ">" before each line of quoted words."""
    flow, preformatted = _Flow(), 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        rows = _rows(element) if tag == "table" and event == "start" else []
        if event == "start" and (tag in _SILENT or rows):
            walker.skip_subtree()
            if rows:
                flow.end()
                flow.add("\n".join(_table_lines(element, rows)))
            continue
        if tag in _BLOCKS:
            flow.end(tight=event == "end" and tag == "li")
            flow.tight = flow.tight and (event, tag) not in _LISTS_END
        if mail and tag == "blockquote" and _is_quotation(element):
            flow.quoted += 1 if event == "start" else -1
        preformatted += (tag in ("pre", "textarea")) * (1 if event == "start" else -1)
        if event == "start":
            flow.line.append("\n" if tag == "br" else _words(element.text, preformatted))
            flow.mark = flow.item(element) if tag == "li" else flow.mark
        else:
            within = preformatted or element is tree
            flow.line.append(_words("" if element is tree else element.tail, within))
    flow.end()
    return re.sub(r"\n{3,}", "\n\n", without_zero_width("".join(flow.done)))


def _is_quotation(element: Element) -> bool:
    """Whether a block holds the words of another message, and is not one that its writer set in
    with the button of the mail program."""
    names = (element.get("class") or "").lower()
    if (
        element.get("type") == "cite"
        or element.get("cite")
        or "quote" in names.replace("blockquote", "")
    ):
        return True
    style = "".join((element.get("style") or "").lower().split())
    return "webkit-indent" not in names and _SET_IN.search(style) is None


def _words(text: str | None, preformatted: int | bool) -> str:
    text = text or ""
    return text if preformatted else re.sub(r"\s", " ", text)


def _rows(table: Element) -> list[list[str]]:
    """The cells of a table of data, those merged over columns once; none for one that is mere
    layout."""
    if next(table.iterdescendants("table"), None) is not None:
        return []
    grid: dict[tuple[int, int], str] = {}
    rows = list(table.iter("tr"))
    for y, row in enumerate(rows):
        x = 0
        for cell in row.iterchildren("td", "th"):
            while (y, x) in grid:
                x += 1
            text = tree_text(cell).replace("\n", " ")
            if len(text) > LONGEST_CELL:
                return []
            for row_at, column in _places(cell, y, x, len(rows)):
                below = column == x and row_at > y and repeats(text, is_first=x == 0)
                grid[row_at, column] = text if below else ""
            grid[y, x] = text
            x += 1
    width = 1 + max((x for _, x in grid), default=0)
    return [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))] * (width > 1)


def _table_lines(table: Element, rows: list[list[str]]) -> list[str]:
    caption = table.find("caption")
    above = [tree_text(caption)] if caption is not None else []
    return [line for line in (*above, *table_lines(rows, headings=_headings(table))) if line]


def _places(cell: Element, y: int, x: int, height: int) -> Iterator[tuple[int, int]]:
    down = min(_span(cell.get("rowspan"), _TALLEST), height - y)
    across = _span(cell.get("colspan"), _WIDEST)
    return ((y + i, x + j) for i in range(down) for j in range(across))


def _span(given: str | None, most: int) -> int:
    return max(1, min(int(given), most)) if given and _is_number(given) else 1


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _headings(table: Element) -> int | None:
    """How many rows at the top hold headings only; None where the table does not say."""
    count = 0
    for row in table.iter("tr"):
        if any(cell.tag == "td" for cell in row.iterchildren("td", "th")):
            break
        count += 1
    return count or None
