"""Files of every format become documents, or are refused with a reason."""

from __future__ import annotations

import codecs
import datetime
import hashlib
import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, MissingPath, UnreadableFile, read
from corpus.reading import read_bytes
from tests import files

CHARGE = (
    "The grand jury charges that Rafael Ortega, who kept the books of a shipping firm in Newark, "
    "wired nine thousand dollars to a company that he knew to be a shell."
)
ARTICLE = """<!doctype html>
<html><head><meta charset="utf-8"><title>Bookkeeper charged | The Harbor Ledger</title>
<meta property="article:published_time" content="2020-03-05T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/subscribe">Subscribe today</a></nav>
<article><h1>Bookkeeper charged</h1>
<p>The bookkeeper of a shipping firm was charged on Tuesday with moving money abroad.</p>
<p>“He knew,” a prosecutor told the court, naming René Ortega as the man who paid.</p></article>
<footer>Copyright 2020. All rights reserved.</footer></body></html>"""


def test_a_document_is_named_by_its_place_and_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "statement.txt"
    path.write_bytes(b"He signed it.")
    document = read(path)
    assert document.name == "statement.txt"
    assert document.id == hashlib.sha256(b"He signed it.").hexdigest()
    assert document.pages == ()
    assert read(str(path)) == document
    assert read(path, name="box 3/statement.txt").name == "box 3/statement.txt"


def test_the_content_decides_the_reader_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "indictment.txt"
    path.write_bytes(files.pdf([CHARGE]))
    document = read(path)
    assert document.text == CHARGE
    assert [page.number for page in document.pages] == [1]


# Text


@pytest.mark.parametrize(
    "text",
    [
        "One line.\r\nAnother.\r\n",
        "An old Macintosh\rfile.",
        "Form\ffeeds, tabs\t, \x85 and \u2028 stay.",
        "  White space around it stays. \n\n",
        "Astral: 𝒜 and 🧾, combining: e\u0301.",
        "# A title\n\n* *Markdown* is kept as `typed`.\n",
    ],
)
def test_text_is_the_decoded_file_code_point_for_code_point(text: str) -> None:
    assert read_bytes(text.encode(), "a.md").text == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    text = f"Statement. {text}"
    assert read_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_left_out(mark: bytes, encoding: str) -> None:
    text = "René signed “it”.\r\n🧾"
    assert read_bytes(mark + text.encode(encoding), "a.txt").text == text


def test_only_the_leading_byte_order_mark_is_left_out() -> None:
    assert read_bytes("\ufeff\ufeffA\ufeff".encode(), "a.txt").text == "\ufeffA\ufeff"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "“Résumé” of the naïve café’s owner — signed on the 3rd."),
        ("cp1252", "The defendant’s firm – Harbor Light – paid £500."),
        ("cp1252", "18 U.S.C. § 1956 applies; see ¶ 12."),
        ("cp1252", "it’s"),
        ("latin-1", "Señor Muñoz habló con el fiscal. El niño está aquí."),
        ("latin-1", "Der Angeklagte wurde für schuldig befunden."),
        ("latin-1", "Elle a été créée à Genève; São Paulo é outra coisa."),
        ("cp1251", "Приговор суда был вынесен в среду утром. Судья сказал, что дело закрыто."),
        ("cp1253", "Το δικαστήριο αποφάσισε ότι είναι ένοχος."),
        ("cp932", "被告人は有罪と認められた。裁判所は東京にある。"),
        ("gb18030", "法院认定被告有罪。公司在上海。"),
        ("cp949", "법원은 피고가 유죄라고 판결했다."),
    ],
)
def test_text_that_is_not_unicode_is_read_in_the_likeliest_encoding(
    encoding: str, text: str
) -> None:
    assert read_bytes(text.encode(encoding), "a.txt").text == text


# PDF


def test_a_pdf_knows_which_page_each_word_is_on() -> None:
    document = read_bytes(files.pdf([CHARGE, "", "He was found guilty."]), "a.pdf")
    assert [page.number for page in document.pages] == [1, 2, 3]
    first, blank, last = document.pages
    assert document.text[first.start : first.end] == CHARGE
    assert blank.start == blank.end
    assert document.text[last.start : last.end] == "He was found guilty."
    assert document.page_at(document.text.index("shell")) == 1
    assert document.page_at(document.text.index("guilty")) == 3


def test_the_printed_lines_of_a_pdf_become_paragraphs_again() -> None:
    document = read_bytes(files.pdf([f"{CHARGE}\n\n{CHARGE}"]), "a.pdf")
    assert document.text == f"{CHARGE}\n\n{CHARGE}"


def test_a_sentence_that_runs_over_a_page_break_stays_one() -> None:
    document = read_bytes(files.pdf(["He wired the money to a", "company in Panama."]), "a.pdf")
    assert document.text == "He wired the money to a company in Panama."
    assert document.page_at(document.text.index("Panama")) == 2


def test_a_day_at_the_top_of_a_page_or_line_of_a_pdf_opens_nothing() -> None:
    day = "On the orders of Ortega, the men took all of the crates from the pier on April"
    document = read_bytes(files.pdf([day, "8. Then they left."]), "a.pdf")
    assert document.text == f"{day} 8. Then they left."


def test_numbered_paragraphs_of_a_pdf_stay_apart_on_a_page_and_over_its_end() -> None:
    pages = [f"1. {CHARGE}\n2. {CHARGE}\nPage 1 of 2", "3. He was found guilty."]
    document = read_bytes(files.pdf(pages), "a.pdf")
    assert document.text == (
        f"1. {CHARGE}\n\n2. {CHARGE}\n\nPage 1 of 2\n\n3. He was found guilty."
    )


def test_a_pdf_is_titled_by_its_metadata_unless_that_is_junk() -> None:
    titled = read_bytes(files.pdf([CHARGE], title="United States v. Ortega"), "a.pdf")
    junk = read_bytes(files.pdf([CHARGE], title="Microsoft Word - final2.docx"), "the-charge.pdf")
    assert (titled.title, junk.title) == ("United States v. Ortega", "the charge")


# Word and web


def test_a_word_file_gives_paragraphs_and_tables_in_their_order() -> None:
    table = [["Date", "Amount"], ["Jan. 3, 2020", "$9,500"]]
    document = read_bytes(files.word(["Payments.", "He agrees."], table=table), "plea.docx")
    assert document.text == "Payments.\n\nDate | Amount\nJan. 3, 2020 | $9,500\n\nHe agrees."
    assert document.pages == ()


def word_body(body: str) -> bytes:
    """A docx with this WordprocessingML in place of its body."""
    file = docx.Document()
    root = parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")
    file.element.replace(file.element.body, root)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_word_file_reads_as_if_its_tracked_changes_were_accepted() -> None:
    deleted = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    body = f"<w:p>{run('He did ')}{deleted}<w:ins>{run('not ')}</w:ins>{run('sign it.')}</w:p>"
    assert read_bytes(word_body(body), "a.docx").text == "He did not sign it."


def test_content_controls_of_a_word_file_are_read_where_they_stand() -> None:
    def control(content: str, settings: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = (
        f"<w:p>{run('One.')}</w:p>"
        + control(control(f"<w:p>{run('Two.')}</w:p>"))
        + f"<w:p>{run('Paid by ')}{control(run('Ortega'))}{run('.')}</w:p>"
        + control(f"<w:p>{run('Click to enter text')}</w:p>", "<w:showingPlcHdr/>")
        + f"<w:tbl>{control('<w:tr><w:tc><w:p>' + run('Four') + '</w:p></w:tc></w:tr>')}</w:tbl>"
    )
    text = read_bytes(word_body(body), "a.docx").text
    assert text == "One.\n\nTwo.\n\nPaid by Ortega.\n\nFour"


def test_a_name_merged_over_rows_of_a_word_table_stands_in_each() -> None:
    def cell(text: str, settings: str = "") -> str:
        return f"<w:tc><w:tcPr>{settings}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    wide, tall = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    body = (
        f"<w:tbl><w:tr>{cell('merged', wide)}</w:tr>"
        f"<w:tr>{cell('Ortega', tall)}{cell('$1')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('$2')}</w:tr></w:tbl>"
    )
    assert read_bytes(word_body(body), "a.docx").text == "merged\nOrtega: $1\nOrtega: $2"


PARAGRAPHS = ARTICLE[ARTICLE.index("<p>") : ARTICLE.index("</article>")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "page",
    [
        ARTICLE,
        f"<meta charset='utf-8'><title>Charged</title>{PARAGRAPHS}",
        f"<title>Charged</title>{PARAGRAPHS}",
        f"<!-- saved --> <div class='text'>{PARAGRAPHS}</div>\n",
        PARAGRAPHS,
        "<p>A clerk signed.</p><p>naming René Ortega as the man who paid.</p>",
        "<table><tr><td>naming René Ortega as the man who paid.</td></tr></table>",
    ],
)
def test_a_web_page_is_known_by_its_tags_in_any_encoding(page: str, encoding: str) -> None:
    document = read_bytes(page.encode(encoding), "saved.txt")
    assert "naming René Ortega as the man who paid." in document.text
    assert "<" not in document.text
    assert document.kind == "article"


@pytest.mark.parametrize(
    "text",
    [
        '<div align="center"><img src="a.png"></div>\n\n# Notes\n\nHe *signed*.\n',
        "<b>Note</b>: he signed it <i>twice</i>",
        "He typed <p>this</p> and <title>that</title>",
        "<p> is the mark of a paragraph.",
        "<tom@harborlight.example> wrote: </p>",
    ],
)
def test_text_with_a_tag_in_it_stays_as_it_was_written(text: str) -> None:
    assert read_bytes(text.encode(), "a.md").text == text
    assert read_bytes(text.encode("utf-16"), "a.md").text == text


@pytest.mark.parametrize("charset", ["koi8-r", "no-such-charset", "utf-16"])
def test_a_web_page_names_its_encoding_and_a_wrong_name_is_passed_over(charset: str) -> None:
    words = "Приговор суда был вынесен в среду утром. Судья сказал, что дело закрыто."
    page = f'<html><head><meta charset="{charset}"></head><body><p>{words}</p></body></html>'
    document = read_bytes(page.encode("koi8-r"), "saved.html")
    assert document.text == words


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_web_page_gives_its_article_without_what_stands_around_it(encoding: str) -> None:
    document = read_bytes(ARTICLE.encode(encoding), "saved.html")
    assert document.title == "Bookkeeper charged"
    assert document.date == datetime.date(2020, 3, 5)
    assert document.kind == "article"
    assert "naming René Ortega as the man who paid." in document.text
    assert "Subscribe" not in document.text
    assert "All rights reserved" not in document.text


# What is refused


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t ", "the file is empty"),
        (b"\xef\xbb\xbf", "the file holds no words"),
        (b"...\n***\n", "the file holds no words"),
        (b"text\0and more", "it holds binary data, not text"),
        (b"\xff\xfeA", "it is not valid utf-16-le text"),
        (bytes(range(128, 256)) * 8, "it is not text in any encoding Casebook knows"),
        (b"\x89PNG\r\n\x1a\n....", "it is a picture"),
        (b"\x1f\x8b\x08....", "it is a compressed archive"),
        (files.archive({"notes.txt": "Hello"}), "the file holds only other files"),
        (files.archive({"word/document.xml": "<broken"}), "the Word file is damaged"),
        (files.word([]), "the file holds no words"),
        (b"%PDF-1.7 and then nothing of the kind", "the PDF is damaged"),
        (files.pdf([CHARGE])[:400], "the PDF is damaged"),
        (files.pdf([CHARGE], password="secret"), "the PDF is encrypted; add it with its password"),
        (files.scanned_pdf(), "the PDF holds pictures of pages and no words"),
        (b"<html><body><img src='a.png'></body></html>", "the page holds no text"),
    ],
)
def test_what_cannot_become_a_document_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_bytes(data, "exhibit")
    assert str(refusal.value).startswith(reason)


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>"]))
def test_any_bytes_are_read_or_refused(data: bytes, magic: bytes) -> None:
    try:
        words = read_bytes(magic + data, "exhibit").text
    except UnreadableFile as refusal:
        words = str(refusal)
    assert words.strip()


def test_a_path_with_nothing_there_is_not_a_refusal_but_an_error(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match="there is no file at"):
        read(tmp_path / "gone.txt")


def test_a_folder_cannot_be_read_as_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read(tmp_path)


# The document itself


def test_pages_are_looked_up_by_offset() -> None:
    document = read_bytes(files.pdf(["One.", "Two.", "Three."]), "a.pdf")
    assert [document.page_at(offset) for offset in (0, 4, 5, 6, 10_000)] == [1, 1, 1, 2, 3]
    assert Document("0", "a", "a", "other", None, "No pages here.").page_at(3) is None
