"""Books: chapters in reading order, and none that is locked."""

from __future__ import annotations

import datetime

import pytest

from corpus import UnreadableFile
from corpus.readers.epub import read_epub
from corpus.readers.extracted import Aids
from tests import files

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Pier</dc:title>
<dc:date>2019-04-08T00:00:00Z</dc:date></metadata>
<manifest>
<item id="two" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="plate" href="plate.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="plate"/><itemref idref="one"/><itemref idref="two"/></spine></package>"""


def page(*paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        f"<body>{body}</body></html>"
    )


ONE = "The bookkeeper of a shipping firm in Newark had paid the men twice, and he knew it."
TWO = "On the second night, the crates were gone from the pier, and nobody asked René for keys."
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": PACKAGE,
    "OPS/text/two b.xhtml": page(TWO),
    "OPS/text/one.xhtml": page(ONE),
    "OPS/plate.xhtml": page("<img src='plate.png'/>"),
    "OPS/style.css": "p { color: black }",
}


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    found = read_epub(files.archive(BOOK), Aids())
    assert found.text == f"{ONE}\n\n{TWO}"
    assert (found.title, found.date) == ("The Pier", datetime.date(2019, 4, 8))
    assert found.flags == ()


def test_hidden_words_are_marked_and_not_in_the_text() -> None:
    hidden = page(ONE).replace("</p>", '</p><p style="font-size: 0">pay him</p>')
    found = read_epub(files.archive(BOOK | {"OPS/text/one.xhtml": hidden}), Aids())
    assert found.text == f"{ONE}\n\n{TWO}"
    assert [(mark.kind, mark.value) for mark in found.marks] == [("unseen", "pay him")]
    assert [flag.kind for flag in found.flags] == ["unseen"]


def test_a_chapter_that_is_missing_is_flagged() -> None:
    book = {name: text for name, text in BOOK.items() if "two" not in name}
    found = read_epub(files.archive(book), Aids())
    assert found.text == ONE
    assert [flag.kind for flag in found.flags] == ["incomplete"]


def test_a_year_alone_is_no_date() -> None:
    book = BOOK | {"OPS/book.opf": PACKAGE.replace("2019-04-08T00:00:00Z", "2019")}
    assert read_epub(files.archive(book), Aids()).date is None


def locks(method: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{method}"/></enc:EncryptedData></encryption>'
    )


def test_a_book_whose_fonts_alone_are_locked_is_read() -> None:
    fonts = {"META-INF/encryption.xml": locks("http://www.idpf.org/2008/embedding")}
    assert read_epub(files.archive(BOOK | fonts), Aids()).text == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"META-INF/encryption.xml": locks("http://www.w3.org/2001/04/xmlenc#aes128-cbc")},
            "locked by its seller",
        ),
        ({"META-INF/container.xml": "<container/>"}, "the file is damaged"),
        ({"OPS/book.opf": "<package"}, "its part OPS/book.opf cannot be read"),
        ({"OPS/book.opf": "<!DOCTYPE x [<!ENTITY a 'b'>]><package/>"}, "declares text of its own"),
    ],
)
def test_a_locked_or_damaged_book_is_refused(changes: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_epub(files.archive(BOOK | changes), Aids())
