"""Signed S/MIME files: the message or document inside the signature."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document
from corpus.readers.signed import signed_content
from corpus.reading import Refused, read_all, read_bytes
from tests import files
from tests.compound import attachment, compound, message

HEAD = "From: Rhea Stone <rhea@kestrel.example>\nSubject: Invoice\nMIME-Version: 1.0\n"
INSIDE = b"Content-Type: text/plain\r\n\r\nI never approved it.\r\n"
SIGNED, ENCRYPTED, DATA = (bytes.fromhex(f"06092a864886f70d0107{n}") for n in ("02", "03", "01"))


def der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4)
    return bytes([tag]) + length + content


def ber(tag: int, *parts: bytes) -> bytes:
    """An element whose length is not told, as programs write that sign while they send."""
    return bytes([tag, 0x80]) + b"".join(parts) + bytes(2)


def signed(content: bytes | None, kind: bytes = SIGNED) -> bytes:
    held = [] if content is None else [der(0xA0, der(0x04, content))]
    inner = der(0x30, der(0x02, b"\x01"), der(0x31), der(0x30, DATA, *held), der(0x31))
    return der(0x30, kind, der(0xA0, inner))


def streamed(content: bytes) -> bytes:
    pieces = [der(0x04, content[at : at + 20]) for at in range(0, len(content), 20)]
    held = ber(0x30, DATA, ber(0xA0, ber(0x24, *pieces)))
    inner = ber(0x30, der(0x02, b"\x01"), ber(0x31), held, ber(0x31))
    return ber(0x30, SIGNED, ber(0xA0, inner))


def mail(data: bytes) -> bytes:
    head = f"{HEAD}Content-Type: application/pkcs7-mime; name=smime.p7m; smime-type=signed-data\n"
    return f"{head}Content-Transfer-Encoding: base64\n\n".encode() + base64.encodebytes(data)


@pytest.mark.parametrize("data", [signed(INSIDE), streamed(INSIDE)])
def test_a_message_inside_its_signature_is_read(data: bytes) -> None:
    (document,) = read_all(mail(data), "signed.eml")
    assert isinstance(document, Document)
    assert document.text.endswith("Subject: Invoice\n\nI never approved it.")


def test_a_document_inside_its_signature_is_a_document() -> None:
    (document,) = read_all(signed(files.word(["He signed."])), "contract.docx.p7m")
    assert isinstance(document, Document)
    assert document.text == "He signed."


@pytest.mark.parametrize(
    "kept",
    [
        signed(INSIDE),
        b'Content-Type: multipart/signed; boundary="x"\r\n\r\n--x\r\n' + INSIDE + b"\r\n--x--\r\n",
    ],
)
def test_a_signed_message_of_outlook_is_read(kept: bytes) -> None:
    held = message({0x0037: "Invoice", 0x001A: "IPM.Note.SMIME.MultipartSigned",
                    0x007D: HEAD.replace("\n", "\r\n")},
                   attachments=[attachment("smime.p7m", kept)])  # fmt: skip
    document = read_bytes(compound(held), "signed.msg")
    assert document.text.endswith("Subject: Invoice\n\nI never approved it.")


def test_struck_words_of_a_signed_message_of_outlook_are_told() -> None:
    page = b"Content-Type: text/html\r\n\r\n<p>I <s>never</s> approved it.</p>\r\n"
    held = message({0x0037: "Invoice", 0x001A: "IPM.Note.SMIME.MultipartSigned"},
                   attachments=[attachment("smime.p7m", signed(page))])  # fmt: skip
    document = read_bytes(compound(held), "signed.msg")
    assert document.text.endswith("I approved it.")
    assert [mark.value for mark in document.marks if mark.kind == "struck"] == ["never"]
    assert "struck" in {flag.kind for flag in document.flags}


@pytest.mark.parametrize("data", [signed(None), signed(INSIDE, ENCRYPTED)])
def test_what_is_encrypted_or_a_mere_signature_is_refused(data: bytes) -> None:
    (refused,) = read_all(data, "smime.p7m")
    assert isinstance(refused, Refused)
    assert refused.reason.startswith("it is a signature or an encrypted message")


@given(st.data())
def test_mutilated_bytes_hold_something_or_nothing(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([signed(INSIDE), streamed(INSIDE)]))
    start = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=6))
    found = signed_content(whole[:start] + junk + whole[start + len(junk) :])
    assert found is None or isinstance(found, bytes)
