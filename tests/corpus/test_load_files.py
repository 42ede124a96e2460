"""Load files of productions: Concordance, Opticon, EDRM XML."""

from __future__ import annotations

import pytest

from corpus.reading import read_bytes

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
RECORDS = [
    ["BEGDOC", "ENDDOC", "FROM", "SUBJECT", "SHA256"],
    ["ABC-0001", "ABC-0003", "René Stone", "Invoice – “final”", DIGEST],
    ["ABC-0004", "ABC-0004", "", "Line®break, 100; ok", ""],
]
LINES = [
    "BEGDOC | ENDDOC | FROM | SUBJECT | SHA256",
    (
        f"ABC-0001: ENDDOC = ABC-0003; FROM = René Stone; SUBJECT = Invoice – “final”; SHA256 "
        f"= {DIGEST}"
    ),
    "ABC-0004: ENDDOC = ABC-0004; SUBJECT = Line break, 100; ok",
]  # fmt: skip


def dat(qualifier: str, separator: str) -> str:
    rows = (separator.join(f"{qualifier}{cell}{qualifier}" for cell in row) for row in RECORDS)
    return "".join(f"{row}\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", ["\x14", "¶", "|"])
@pytest.mark.parametrize("name", ["load.dat", "load.txt", "load.csv"])
def test_a_concordance_file_is_a_table(encoding: str, separator: str, name: str) -> None:
    document = read_bytes(dat("þ", separator).encode(encoding), name)
    assert document.text.split("\n") == LINES
    assert [mark.value for mark in document.marks if mark.kind == "cells"] == [
        "A1:E1", "A2:E2", "A3:D3",
    ]  # fmt: skip


@pytest.mark.parametrize(("qualifier", "separator"), [("^", "|"), ("", "\x14")])
def test_other_signs_part_fields_too(qualifier: str, separator: str) -> None:
    document = read_bytes(dat(qualifier, separator).encode("cp1252"), "load.dat")
    assert document.text.split("\n") == LINES


def test_a_load_file_of_one_record_has_its_fields_named() -> None:
    text = dat("þ", "\x14").splitlines(keepends=True)
    document = read_bytes("".join(text[:2]).encode("cp1252"), "load.dat")
    assert document.text.split("\n") == LINES[:2]


OPT = (
    "ABC-0001,VOL001,IMAGES\\001\\ABC-0001.TIF,Y,,,2\r\n"
    "ABC-0002,VOL001,IMAGES\\001\\ABC-0002.TIF,,,,\r\n"
    "ABC-0003,VOL001,IMAGES\\001\\ABC-0003.jpg,Y,,,1\r\n"
)


@pytest.mark.parametrize("name", ["load.opt", "load.txt", "load.log"])
def test_an_opticon_file_is_a_table_of_pages(name: str) -> None:
    document = read_bytes(OPT.encode(), name)
    assert document.text.split("\n") == [
        "ABC-0001: Volume = VOL001; Image file = IMAGES\\001\\ABC-0001.TIF;"
        " First page of a document = Y; Pages = 2",
        "ABC-0002: Volume = VOL001; Image file = IMAGES\\001\\ABC-0002.TIF",
        "ABC-0003: Volume = VOL001; Image file = IMAGES\\001\\ABC-0003.jpg;"
        " First page of a document = Y; Pages = 1",
    ]


EDRM = f"""<?xml version="1.0" encoding="UTF-8"?>
<Root MajorVersion="1" MinorVersion="1" DataInterchangeType="Update" Locale="US">
<Batch name="B1"><Documents><Document DocID="ABC-0001" DocType="Message" MimeType="message/rfc822">
<Files><File FileType="Native"><ExternalFile FilePath="natives\\001" FileName="1.msg"
 FileSize="1024" Hash="{DIGEST}"/></File></Files>
<Tags><Tag TagName="#From" TagDataType="Text" TagValue="Rhea Stone"/>
<Tag TagName="#Subject" TagDataType="Text">Invoice 4471</Tag></Tags>
<Locations><Location><Custodian>Greta Holm</Custodian></Location></Locations>
</Document></Documents>
<Relationships><Relationship Type="Attachment" ParentDocId="ABC-0001" ChildDocId="ABC-0002"/>
</Relationships></Batch></Root>"""


def test_an_edrm_file_tells_of_its_documents() -> None:
    assert read_bytes(EDRM.encode(), "load.xml").text.split("\n") == [
        "ABC-0001: DocType = Message; MimeType = message/rfc822; Native file = natives/001/1.msg;"
        f" Native file’s hash = {DIGEST}; From = Rhea Stone; Subject = Invoice 4471;"
        " Custodian = Greta Holm",
        "Relationship: Type = Attachment; ParentDocId = ABC-0001; ChildDocId = ABC-0002",
    ]


def test_xml_that_keeps_its_words_in_attributes_is_read() -> None:
    xml = (
        '<?xml version="1.0"?><smses><sms address="617-555-0142" body="Bring the books."/></smses>'
    )
    assert read_bytes(xml.encode(), "sms.xml").text == (
        "sms: address = 617-555-0142; body = Bring the books."
    )


@pytest.mark.parametrize(
    "text",
    [
        "þat is an old letter.\n",
        "The ¶ sign | and ^ that ^ one.\n",
        "^ and ^ are carets\n",
        "Mr. Penn, Ms. Stone, a.txt, and so on, by,,\n",
        "He paid, on Monday.\n",
        "Statement. \x140",
        "Statement. \x140\x141\nHe paid.\n",
        "Statement.\x14\x14\nHe\x14paid\x14.\n",
    ],
)
def test_other_texts_are_no_load_files(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").text == text
