"""Outlook messages read as e-mails do: headers, body, attachments, messages within."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document
from corpus.readers.packed_rtf import unpacked_rtf
from corpus.reading import Refused, read_all, read_bytes
from tests.compound import attachment, compound, forwarded, message

SENT = "From: Ana Ruiz <ana@harbor.example>\r\nDate: Tue, 3 Mar 2020 23:30:00 -0500\r\n"
TEXTS = {0x0037: "The second crate", 0x1000: "It left on Tuesday.\r\nAna", 0x007D: SENT}
PEOPLE = [(1, "Tom Lee", "tom@light.example"), (2, "'Kim'", "kim@light.example")]
PACKED = bytes.fromhex(
    "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
)  # the second example of [MS-OXRTFCP]


def test_a_message_gives_its_headers_and_body_as_an_e_mail_does() -> None:
    document = read_bytes(compound(message(TEXTS, recipients=PEOPLE)), "crate.msg")
    assert document.text == (
        "From: Ana Ruiz <ana@harbor.example>\n"
        "To: Tom Lee <tom@light.example>\n"
        "Cc: Kim <kim@light.example>\n"
        "Date: Tue, 3 Mar 2020 23:30:00 -0500\n"
        "Subject: The second crate\n\n"
        "It left on Tuesday.\nAna"
    )
    assert (document.title, document.kind) == ("The second crate", "e-mail")
    assert document.date == datetime.date(2020, 3, 3)  # the sender's own day
    block = next(mark for mark in document.marks if mark.kind == "mail header")
    assert document.text[block.start : block.end].endswith("Subject: The second crate")


@pytest.mark.parametrize(
    ("texts", "data", "body"),
    [
        ({0x1000: "Plain."}, {0x1013: b"<p>HTML.</p>"}, "Plain."),
        ({}, {0x1013: "<p>Añejo, in HTML.</p>".encode()}, "Añejo, in HTML."),
        ({0x1013: "<p>HTML as text.</p>"}, {}, "HTML as text."),
        ({}, {0x1009: PACKED}, "WXYZWXYZWXYZWXYZWXYZ"),
    ],
)
def test_the_body_is_the_plain_one_or_html_or_rtf(
    texts: dict[int, str], data: dict[int, bytes], body: str
) -> None:
    found = read_bytes(compound(message({0x0037: "Crates", **texts}, data=data)), "a.msg")
    assert found.text.removeprefix("Subject: Crates").strip() == body


def test_what_is_attached_is_a_document_of_its_own() -> None:
    inner = message(
        {0x0037: "Fwd", 0x1000: "Pay him."},
        attachments=[attachment("sum.txt", b"$9,500")],
        inside=True,
    )
    logo = attachment("logo.png", b"\x89PNG", media_type="image/png", content_id="logo")
    held = [
        attachment("..\\note.txt", b"He signed."),
        forwarded(inner),
        logo,
        attachment("plan.pdf", None),
    ]
    results = list(read_all(compound(message(TEXTS, attachments=held)), "a.msg"))
    texts = {one.name: one.text for one in results if isinstance(one, Document)}
    assert list(texts) == [
        "a.msg",
        "a.msg/note.txt",
        "a.msg/forwarded.eml",
        "a.msg/forwarded.eml/sum.txt",
    ]
    assert "Attachments: note.txt; forwarded.eml; plan.pdf" in texts["a.msg"]
    assert texts["a.msg/forwarded.eml"].endswith("Pay him.")
    assert texts["a.msg/forwarded.eml/sum.txt"] == "$9,500"
    refused = [(one.name, one.reason) for one in results if isinstance(one, Refused)]
    assert refused == [("a.msg/plan.pdf", "the message holds only a link to it")]


def test_struck_and_unseen_words_of_a_message_within_are_told() -> None:
    page = b"<p>Pay <s>nothing &lt;at all&gt;</s> all.</p><p style='font-size:0'>Not seen.</p>"
    inner = message({0x0037: "Fwd"}, data={0x1013: page}, inside=True)
    held = compound(message(TEXTS, attachments=[forwarded(inner)]))
    found = {one.name: one for one in read_all(held, "a.msg") if isinstance(one, Document)}
    document = found["a.msg/forwarded.eml"]
    assert document.text == "Subject: Fwd\n\nPay all."
    told = {mark.kind: mark.value for mark in document.marks}
    assert (told["struck"], told["unseen"]) == ("nothing <at all>", "Not seen.")
    assert {"struck", "unseen"} <= {flag.kind for flag in document.flags}


@pytest.mark.parametrize(
    ("packed", "plain"),
    [
        (PACKED, rb"{\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        (b"\x1a\0\0\0\x05\0\0\0MELA\0\0\0\0{\\rtf}", rb"{\rtf"),
    ],
)
def test_packed_rtf_is_unpacked(packed: bytes, plain: bytes) -> None:
    assert unpacked_rtf(packed) == plain


@given(st.binary(max_size=80))
def test_any_packed_rtf_is_unpacked_or_refused(body: bytes) -> None:
    assert len(unpacked_rtf(b"\0\0\0\0\xff\0\0\0LZFu\0\0\0\0" + body)) <= 255


@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_message_is_read_or_refused(place: int, junk: bytes) -> None:
    data = bytearray(compound(message(TEXTS, recipients=PEOPLE)))
    data[place : place + len(junk)] = junk
    for result in read_all(bytes(data), "a.msg"):
        assert result.reason if isinstance(result, Refused) else result.text


def test_a_real_message_from_a_mail_program_reads_whole() -> None:
    folder = os.environ.get("CASEBOOK_DATA")
    if not folder:
        pytest.skip("CASEBOOK_DATA names no folder with the larger collections")
    path = Path(folder, "messy-files/unstructured/fake-email-with-cc-and-bcc.msg")
    document = read_bytes(path.read_bytes(), path.name)
    assert document.title == "Fake email with cc and bcc recipients"
    assert "\nBcc: hello@unstructured.io\nDate: Mon, 29 Jul 2024 16:38:11 -0400\n" in document.text
    assert document.text.endswith("All the best,\nJohn")
