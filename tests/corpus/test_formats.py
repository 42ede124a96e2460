"""The format of a file is told from what it holds; its name decides only between likes."""

from __future__ import annotations

import os
import wave
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import UnreadableFile
from corpus.formats import READERS, format_of, reader_of
from corpus.reading import Refused, read_all
from tests import files
from tests.compound import compound, message

OFFICE = (
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/>'
    "</Types>"
)
ODT = "application/vnd.oasis.opendocument.text"
MIME = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x--"
SAVED = "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n<p>Yes.</p>"
PAGE = "<html><body><p>He signed.</p></body></html>"


def office(kind: str) -> bytes:
    return files.archive({"[Content_Types].xml": OFFICE.format(kind), "any/part2.xml": "<x/>"})


@pytest.mark.parametrize(
    ("data", "name", "format"),
    [
        (files.pdf(["He signed."]), "a.docx", "pdf"),
        (b"junk of a printer\n" + files.pdf(["He signed."]), "a.pdf", "pdf"),
        (b"A file that begins with %PDF-1.7 is a PDF.", "a.txt", "text"),
        (files.word(["He signed."]), "a.pdf", "word"),
        (office("wordprocessingml.document"), "a.zip", "word"),
        (office("presentationml.presentation"), "a.zip", "slides"),
        (office("spreadsheetml.sheet"), "a.zip", "sheets"),
        (files.archive({"xl/workbook.xml": "<x/>"}), "a", "sheets"),
        (files.archive({"mimetype": "application/epub+zip"}), "a.zip", "epub"),
        (files.archive({"mimetype": ODT}), "a", "opendocument"),
        (files.archive({"a.txt": "He signed."}), "a.docx", "archive"),
        (compound({"WordDocument": b"x"}), "a.docx", "legacy"),
        (compound({"Workbook": b"x"}), "a.xls", "legacy"),
        (compound({"EncryptedPackage": b"x"}), "a.docx", "legacy"),
        (compound(message({0x1000: "He signed."})), "a.doc", "outlook"),
        (compound({"WordDocument": b"x", "Objects": message({0x1000: "x"})}), "a.doc", "legacy"),
        (b"{\\rtf1 He signed.}", "a.doc", "rtf"),
        (b"\x89PNG\r\n\x1a\n....", "a.pdf", "image"),
        (b"\xff\xd8\xff\xe0....", "a.png", "image"),
        (b"II*\0....", "a.tif", "image"),
        (b"RIFF....WEBPVP8 ", "a.webp", "image"),
        (PAGE.encode(), "a.pdf", "web"),
        (PAGE.encode("utf-16"), "a.txt", "web"),
        (SAVED.encode(), "a.mhtml", "saved page"),
        (b"<?xml version='1.0'?><a>He signed.</a>", "a.xml", "xml"),
        (b"<?xml version='1.0'?><html><p>He signed.</p></html>", "a.xml", "web"),
        (b"a,b\n1,2\n", "a.csv", "separated"),
        (b"a\tb\n1\t2\n", "a.tsv", "separated"),
        (b"a,b\n1,2\n", "a.txt", "text"),
        (b"# He signed.", "a.md", "text"),
        (b"BM is short for business manager.", "a.txt", "text"),
        (b"MZ met her on Tuesday.", "a.exe", "text"),
    ],
)  # fmt: skip
def test_the_format(data: bytes, name: str, format: str) -> None:
    assert format_of(data, name) == format


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        ("From: a@b.example\nSubject: x\n\nHe signed.", "a.eml", "mail"),
        ("From: a@b.example\nSubject: x\n\nHe signed.", "1.", "mail"),
        ("From: a@b.example\nSubject: x\n\nHe signed.", "a.txt", "text"),
        ("From: a@b.example\nSubject: x\nHe signed.", "1.", "text"),
        (f"From: a@b.example\n{MIME}", "a.txt", "mail"),
        (MIME, "signed.p7s", "mail"),
        ("\n\nDate: x\n\nHe signed.", "a.eml", "mail"),
        ("From a@b Tue Mar 3 23:30:00 2020\nReceived: by x\nFrom: a@b\n\nHi.", "inbox", "mail"),
        ("Note: he signed.\nDate: Tuesday\n\nYes.", "a", "text"),
        ("Dear Tom,\n\nFrom: here on\n\n", "a.eml", "text"),
    ],
)
def test_an_e_mail_is_known_by_its_headers(text: str, name: str, format: str) -> None:
    assert format_of(text.encode(), name) == format
    assert format_of(text.replace("\n", "\r\n").encode("utf-16"), name) == format


def sound() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(bytes(80))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"MZ\x90\0\3\0\0\0", "it is a program"),
        (b"\x7fELF\2\1\1\0", "it is a program"),
        (sound(), "it is a sound recording; add a transcript of it"),
        (b"ID3\4\0\0....", "it is a sound recording; add a transcript of it"),
        (b"\0\0\0\x18ftypmp42....", "it is a video; add a transcript of it"),
        (b"\0\0\0\x18ftypheic....", "it is a photo of a kind (HEIC, AVIF)"),
        (b"\0\1\0\0\0\x0f....", "it is a font"),
        (b"SQLite format 3\0....", "it is a database; export its tables as csv"),
        (b"\0\1\0\0Standard Jet DB\0", "it is a database; export its tables as csv"),
        (b"\x1f\x8b\x08....", "it is a compressed archive; unpack it first"),
        (b"7z\xbc\xaf\x27\x1c....", "it is a compressed archive; unpack it first"),
        (b"Rar!\x1a\x07\1\0", "it is a compressed archive; unpack it first"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\0" + b"00", "it is a compressed archive"),
        (b"!BDN....", "it is an Outlook mailbox (pst)"),
        (b"\x30\x80\6\x09\x2a\x86\x48\x86\xf7\x0d\1\7\2", "it is a signature or an encrypted"),
        (b"%!PS-Adobe-3.0\n", "it is a PostScript file; save it as PDF"),
        (b"PK\x03\x04 and then nothing", "it is an archive or Office file that is damaged"),
        (files.word(["He signed."])[:2_000], "it is an archive or Office file that is damaged"),
        (files.archive({"META-INF/MANIFEST.MF": "x"}), "it is a program"),
        (files.archive({"Index/Document.iwa": "x"}), "it is a Pages, Numbers or Keynote file"),
        (compound({"\5SummaryInformation": b"x"}), "it is an old Office file of a kind"),
        (b"\xd0\xcf\x11\xe0....", "the file is damaged: its parts cannot be found"),
        (bytes(range(256)) * 4, "it holds binary data, not text"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        format_of(data, "notes.txt")
    assert str(refusal.value).startswith(reason)


@pytest.mark.parametrize("format", READERS)
def test_every_format_has_its_reader(format: str) -> None:
    assert callable(reader_of(format))  # type: ignore[arg-type]


MAGIC = (
    *(b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"{\\rtf1 "),
    *(b"<html>", b"<?xml version='1.0'?><a>", b"From: a\nSubject: b\n\n", b"\xff\xfe", b"BM"),
)


@given(st.sampled_from(MAGIC), st.binary(max_size=300), st.sampled_from(["a", "a.eml", "a.csv"]))
def test_any_bytes_are_read_or_refused(magic: bytes, data: bytes, name: str) -> None:
    for result in read_all(magic + data, name):
        assert result.reason if isinstance(result, Refused) else result.text


def test_real_messy_files_are_what_they_are() -> None:
    folder = os.environ.get("CASEBOOK_DATA")
    if not folder:
        pytest.skip("CASEBOOK_DATA names no folder with the larger collections")
    formats = {
        ".csv": "separated", ".docx": "word", ".eml": "mail", ".epub": "epub", ".html": "web",
        ".md": "text", ".msg": "outlook", ".odt": "opendocument", ".p7s": "mail", ".pptx": "slides",
        ".rtf": "rtf", ".txt": "text", ".xlsx": "sheets", ".xml": "xml",
    }  # fmt: skip
    paths = [p for p in Path(folder, "messy-files").rglob("*") if p.suffix in formats]
    wrong = {p.name: format_of(p.read_bytes(), p.name) for p in paths}
    assert {name: f for name, f in wrong.items() if f != formats[Path(name).suffix]} == {}
    assert len(paths) > 60
