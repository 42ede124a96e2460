"""What stands around an article on its page, taken out of the page before it is read.

News sites put teasers, newsletters and buttons between the paragraphs of an article, and
cut it into pieces to place advertisements. What the rules are worth is measured by
`benchmarks.articles`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

Element = Any
"""An element of a tree (lxml)."""
_AROUND = re.compile(
    r"newsletter|subscri(?:be|ption)|sign-?up|recirc|related|recommend|outbrain|taboola|cookie"
    r"|consent|promo|popup|pop-up|modal|scrim|share-?(?:bar|box|tools|buttons|links)"
    r"|social-?(?:share|links|media)|most-?(?:read|popular|viewed)|trending|latest-"
    r"|more-?(?:from|stories|news|on)|read-?(?:more|next)|print-(?:only|header|footer)|see-?also"
    r"|advert|sponsor|donate",
    re.IGNORECASE,
)
"""What sites call the boxes around an article in `class` and `id`."""
_BOXES = "div section aside ul ol form nav p li span h2 h3 h4".split()
MOST_OF_THE_PAGE = 0.2
"""A box with a larger share of the text of all paragraphs is not beside the article."""
_LABEL = re.compile(
    r"^\W*(?:related|read (?:more|also|next)|see (?:more|also)|also read|more|watch"
    r"|don['’]t miss|you (?:may|might) also like|recommended|click here|subscribe|sign up"
    r"|download)\b",
    re.IGNORECASE,
)
"""How a line begins that leads away from the article."""
LONGEST_TEASER = 200
"""Code points of a line that may be nothing but a link."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_PIECE = re.compile(r"body|content|text|chunk|article|paragraph|story|entry", re.IGNORECASE)
_NO_PIECE = re.compile(r"comment|reply|teaser|card|related|promo", re.IGNORECASE)
LONG_PARAGRAPH = 80
"""Code points; shorter ones may be captions and labels."""


def take_out_surroundings(tree: Element) -> None:
    """Takes boxes, teasers and lists of links out of a page, and joins a divided article."""
    for unwanted in (_boxes, _lists_of_links, _labels, _runs_of_links, _cards):
        _take_out(tree, unwanted)
    _join_pieces(tree)


def _take_out(tree: Element, unwanted: Callable[[Element], Iterator[Element]]) -> None:
    for element in list(unwanted(tree)):
        if any(above is tree for above in element.iterancestors()):  # and not yet gone
            element.drop_tree()


def _boxes(tree: Element) -> Iterator[Element]:
    most = MOST_OF_THE_PAGE * paragraph_length(tree)
    for element in tree.iter(*_BOXES):
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        if _AROUND.search(names) and paragraph_length(element) <= most and not _has(element, "h1"):
            yield element


def _lists_of_links(tree: Element) -> Iterator[Element]:
    """Lists of which most items are links, or headings with a link: the way to other pages."""
    for element in tree.iter("ul", "ol"):
        items = [item for item in element.iterchildren("li") if _words(item)]
        leading = sum(_leads_away(item) for item in items)
        if items and leading >= 0.7 * len(items):
            yield element


def _leads_away(item: Element) -> bool:
    return _share_of_links(item) >= 0.6 or (_has(item, "a") and _has(item, *_HEADINGS))


def _labels(tree: Element) -> Iterator[Element]:
    """ "Related: …" and "Read more: …", where that is a link."""
    for element in tree.iter("p", *_HEADINGS[1:]):
        words = _words(element)
        if len(words) < LONGEST_TEASER and _LABEL.match(words) and _share_of_links(element) >= 0.5:
            yield element


def _runs_of_links(tree: Element) -> Iterator[Element]:
    """Paragraphs that are links and nothing else, two or more on end."""
    for element in tree.iter("p", *_HEADINGS[1:4]):
        beside = (element.getprevious(), element.getnext())
        if _is_link(element) and any(map(_is_link, beside)):
            yield element


def _is_link(element: Element | None) -> bool:
    if element is None or element.tag not in ("p", "div", *_HEADINGS[1:4]):
        return False
    return 0 < len(_words(element)) < LONGEST_TEASER and _share_of_links(element) >= 0.75


def _cards(tree: Element) -> Iterator[Element]:
    """Links that hold a heading or a paragraph: teasers of other articles."""
    for link in tree.iter("a"):
        if _has(link, "p", *_HEADINGS[1:]) and len(_words(link)) < 250:
            yield link


def _join_pieces(tree: Element) -> None:
    """Moves the pieces of a divided article into the first of them.

    Pieces have the same class, stand at the same depth in the same article and hold
    paragraphs of their own; a second heading or byline would make them other articles.
    """
    alike: dict[tuple[str, int], list[Element]] = defaultdict(list)
    for element in tree.iter("div", "section"):
        names = element.get("class") or ""
        if _PIECE.search(names) and not _NO_PIECE.search(names) and _long_paragraphs(element):
            alike[names, sum(1 for _ in element.iterancestors())].append(element)
    for first, *others in alike.values():
        article = next(first.iterancestors("article", "main"), None)
        if (
            sum(map(_long_paragraphs, [first, *others])) >= 4
            and not any(_has(other, "h1", "article", "time") for other in others)
            and all(next(o.iterancestors("article", "main"), None) is article for o in others)
        ):
            for other in others:
                first.extend(list(other))


def _long_paragraphs(element: Element) -> int:
    return sum(len(_words(paragraph)) > LONG_PARAGRAPH for paragraph in element.findall("p"))


def paragraph_length(element: Element) -> int:
    """Code points of the text in all paragraphs of an element."""
    return sum(len(_words(paragraph)) for paragraph in element.iter("p"))


def _share_of_links(element: Element) -> float:
    length = len(_words(element))
    return sum(len(_words(link)) for link in element.iter("a")) / length if length else 0.0


def _has(element: Element, *tags: str) -> bool:
    return next(element.iterdescendants(*tags), None) is not None


def _words(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())
