"""E-mails: header lines, body, attachments; broken ones too."""

from __future__ import annotations

import datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document
from corpus.readers.extracted import Aids, Extracted
from corpus.readers.mail import read_mail
from corpus.reading import Refused, read_all, read_bytes
from tests import files

HEAD = "From: Ana Ruiz <ana@harbor.example>\nTo: tom@light.example\nSubject: Crates\n"


def mail(text: str) -> Extracted:
    return read_mail(text.encode("utf-8"), Aids())


def multipart(kind: str, *parts: str, head: str = HEAD) -> str:
    """A message of these parts, each with its own header."""
    joined = "".join(f"--cut\n{part}\n" for part in parts)
    head += f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="cut"\n'
    return f"{head}\n{joined}--cut--\n"


def body(extracted: Extracted) -> str:
    return extracted.text.split("\n\n", 1)[1]


def test_the_header_lines_stand_first_and_are_marked() -> None:
    found = mail(
        "Received: from a\n by b\n" + HEAD + "Cc: kim@light.example\n"
        "Date: Tue, 3 Mar 2020 23:30:00 -0500\n\nIt left on Tuesday.\n"
    )
    block = (
        "From: Ana Ruiz <ana@harbor.example>\nTo: tom@light.example\nCc: kim@light.example\n"
        "Date: Tue, 3 Mar 2020 23:30:00 -0500\nSubject: Crates"
    )
    assert found.text == f"{block}\n\nIt left on Tuesday."
    assert [(mark.start, mark.end, mark.kind) for mark in found.marks] == [
        (0, len(block), "mail header")
    ]
    assert (found.title, found.kind) == ("Crates", "e-mail")
    assert found.date == datetime.date(2020, 3, 3)


@pytest.mark.parametrize(
    ("line", "subject"),
    [
        ("Subject: =?utf-8?B?UsOpc3Vtw6k=?= of =?iso-8859-1?Q?Ren=E9?=", "Résumé of René"),
        ("Subject: =?no-such-charset?Q?caf=E9?=", "=?no-such-charset?Q?caf=E9?="),
        ("Subject: Lines\n  that\n\tgo on", "Lines that go on"),
        ("Subject: Añejo, not encoded", "Añejo, not encoded"),
        ("subject: once\nSubject: twice", "once, twice"),
    ],
)
def test_a_subject_is_decoded_and_in_one_line(line: str, subject: str) -> None:
    assert mail(f"From: a@b.example\n{line}\n\nYes.").title == subject


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Tue, 3 Mar 2020 23:30:00 -0500", datetime.date(2020, 3, 3)),
        ("2025-07-29T12:42:06.000Z", datetime.date(2025, 7, 29)),
        ("soon", None),
        ("", None),
    ],
)
def test_the_date_is_the_senders_day(date: str, day: datetime.date | None) -> None:
    assert mail(f"{HEAD}Date: {date}\n\nYes.").date == day


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "utf-8"),
        ("us-ascii", "cp1252"),
        ("no-such-charset", "cp1252"),
        ("iso-8859-1", "utf-8"),
    ],
)
def test_a_body_in_an_encoding_that_is_misnamed_is_read_all_the_same(
    charset: str, encoding: str
) -> None:
    text = "René’s crates left — all of them."
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode()
    assert body(read_mail(head + text.encode(encoding), Aids())) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_saved_in_another_encoding_is_an_e_mail_still(encoding: str) -> None:
    results = list(read_all(f"{HEAD}\nRené agreed.".encode(encoding), "a.eml"))
    assert isinstance(results[0], Document)
    assert results[0].kind == "e-mail"
    assert results[0].text.endswith("René agreed.")


PLAIN = "Content-Type: text/plain\n\nThe plain body.\n"
STUB = "Content-Type: text/plain\n\nSee HTML.\n"
SIGNATURE = "Content-Type: application/pkcs7-signature\n\nMII="
HTML = "Content-Type: text/html\n\n<p>The <b>HTML</b> body.</p>\n"
LONG = HTML.replace("body", "body " * 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (multipart("alternative", PLAIN, HTML), "The plain body."),
        (multipart("alternative", HTML, PLAIN), "The HTML body."),
        (multipart("alternative", "Content-Type: text/plain\n\n \n", HTML), "The HTML body."),
        (multipart("alternative", STUB, LONG), f"The HTML {'body ' * 19}body ."),
        (multipart("mixed", PLAIN, PLAIN), "The plain body.\n\nThe plain body."),
        (multipart("signed", PLAIN, SIGNATURE), "The plain body."),
        (f"{HEAD}\nYes.\n\n> On Monday he wrote:\n> No.\n", "Yes.\n\n> On Monday he wrote:\n> No."),
        (f"{HEAD}\n\u00a0\r\n\r\n\r\nOne.\r\n \r\n \r\n\r\nTwo.", "One.\n\nTwo."),
        (f"{HEAD}Content-Type: multipart/mixed\n\nNo boundary.", "No boundary."),
    ],
)  # fmt: skip
def test_the_body(text: str, expected: str) -> None:
    assert body(mail(text)) == expected


def test_words_of_an_html_body_that_nobody_sees_are_told_and_left_out() -> None:
    html = '<p>Pay him.</p><p style="font-size:0">Ignore the contract.</p>'
    found = mail(f"{HEAD}Content-Type: text/html\n\n{html}")
    assert body(found) == "Pay him."
    assert [mark.value for mark in found.marks if mark.kind == "unseen"] == ["Ignore the contract."]
    assert [flag.kind for flag in found.flags] == ["unseen"]


def attached() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "ana@harbor.example", "Three files"
    message.set_content("See the files.")
    for name in ("note.txt", "note.txt", "../../etc/passwd.txt", "C:\\Users\\a\\plan.txt"):
        message.add_attachment(f"He wrote {name}.", filename=name)
    message.add_attachment(files.pdf(["He signed."]), maintype="application", subtype="pdf")
    message.add_attachment(b"GIF89a.", maintype="image", subtype="gif", cid="<logo>")
    return message


def test_attachments_are_documents_with_plain_names() -> None:
    found = list(read_all(bytes(attached()), "case/mail.eml"))
    assert [one.name for one in found] == [
        "case/mail.eml",
        "case/mail.eml/note.txt",
        "case/mail.eml/note-2.txt",
        "case/mail.eml/passwd.txt",
        "case/mail.eml/plan.txt",
        "case/mail.eml/attachment-5.pdf",
    ]
    assert all(isinstance(one, Document) for one in found)
    assert "Attachments: note.txt; note-2.txt; passwd.txt;" in getattr(found[0], "text", "")


def test_a_forwarded_message_is_a_document_with_its_own_attachments() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "tom@light.example", "Fwd"
    outer.set_content("As you asked.\nFrom here on it is hers.")
    outer.add_attachment(attached())
    found = [one for one in read_all(bytes(outer), "a.eml") if isinstance(one, Document)]
    assert [one.name for one in found][:3] == [
        "a.eml", "a.eml/forwarded.eml", "a.eml/forwarded.eml/note.txt",
    ]  # fmt: skip
    assert found[1].title == "Three files"


def test_each_message_of_a_digest_and_of_a_mailbox_is_a_document() -> None:
    inner = [
        f"\nFrom: {who}@b.example\nSubject: {who}\n\nIt was {who}.\n" for who in ("one", "two")
    ]
    digest = list(read_all(multipart("digest", *inner).encode(), "a.eml"))
    mailbox = "".join(
        f"From a@b Tue Mar  3 23:30:00 2020{text}\n>From Tuesday on.\n\n" for text in inner
    )
    box = list(read_all(mailbox.encode(), "a.mbox"))
    assert [one.name for one in digest] == ["a.eml", "a.eml/forwarded.eml", "a.eml/forwarded-2.eml"]
    assert [one.name for one in box] == ["a.mbox/message-1.eml", "a.mbox/message-2.eml"]
    assert isinstance(box[1], Document)
    assert box[1].text.endswith("It was two.\n\nFrom Tuesday on.")


@given(st.data())
def test_a_mutilated_e_mail_is_read_or_refused(data: st.DataObject) -> None:
    whole = multipart(
        "mixed", PLAIN, HTML, "Content-Type: message/rfc822\n\nSubject: x\n\ny"
    ).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 40, len(whole))))
    junk = data.draw(st.binary(max_size=8))
    for result in read_all(whole[:start] + junk + whole[end:], "a.eml"):
        assert result.reason if isinstance(result, Refused) else result.text


def test_an_encoding_named_in_pieces_does_not_matter() -> None:
    mail = (
        b"From: a@b.org\nSubject: x\nContent-Type: text/plain; charset*=a'b'us-ascii\n\nThe ledger"
    )
    assert read_bytes(mail, "x.eml").text.endswith("The ledger")


@pytest.mark.parametrize(
    ("parameters", "text", "expected"),
    [
        ("format=flowed", "He paid on \nMonday.\nShe did not.", "He paid on Monday.\nShe did not."),
        ("format=flowed; delsp=yes", "Der Kauf \nvertrag ist  \nda.", "Der Kaufvertrag ist da."),
        ('format="flowed"; DelSp="Yes"', "https://a.example/ \nb", "https://a.example/b"),
        (
            "format=flowed",
            "> He paid on \n> Monday.\n> \n>> No \n> Yes",
            "> He paid on Monday.\n>\n>> No\n> Yes",
        ),
        ("format=flowed", "See \n-- \nAna", "See\n--\nAna"),
        ("format=fixed", "He paid on \nMonday.", "He paid on\nMonday."),
    ],
)  # fmt: skip
def test_lines_that_flow_are_joined_as_they_were_typed(
    parameters: str, text: str, expected: str
) -> None:
    assert body(mail(f"{HEAD}Content-Type: text/plain; {parameters}\n\n{text}")) == expected


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        (
            "> I never approved this\n> invoice, and I\n> object to it.\n>\n> Rhea",
            "> I never approved this invoice, and I object to it.\n>\n> Rhea",
        ),
        (
            "> > He was paid on\n> > Monday by all\n> She says so.",
            ">> He was paid on Monday by all\n> She says so.",
        ),
        ("> Dear Tom,\n>\n> - one\n> - two", "> Dear Tom,\n>\n> - one\n> - two"),
        (
            "> De : Rhea Stone, Office de la rue\n> Envoyé : mercredi 1 mars 2023\n> À : Milo",
            "> De : Rhea Stone, Office de la rue\n> Envoyé : mercredi 1 mars 2023\n> À : Milo",
        ),
        ("> On Monday he wrote:\n> No.", "> On Monday he wrote:\n> No."),
    ],
)
def test_no_mark_of_quoting_stands_within_a_quoted_sentence(quoted: str, expected: str) -> None:
    assert body(mail(f"{HEAD}\nYes.\n\n{quoted}")) == f"Yes.\n\n{expected}"


@pytest.mark.parametrize("kind", ["text/plain", "text/plain; format=flowed"])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hello.\n\n>From here on I pay nothing.\n\nTom", ""),
        ("I told you.\n>From here on I pay nothing.\n>From now on nobody does.\nTom", ""),
        ("She wrote:\n\n>From here on I pay.", "She wrote:\n\n> From here on I pay."),
        (">From here on\n>\n>I pay.", "> From here on\n>\n> I pay."),
        (">I pay.\n\nNo.\n\n>From here on.", "> I pay.\n\nNo.\n\n> From here on."),
    ],
)
def test_a_line_that_a_mailbox_escaped_is_not_made_a_quotation(
    kind: str, written: str, expected: str
) -> None:
    assert body(mail(f"{HEAD}Content-Type: {kind}\n\n{written}")) == (expected or written)


LONG_LINES = "".join(f"X-Long-{n}: {'a' * 900}\n" for n in range(12))
SENT = "Message-ID: <1@a.example>\nDate: Tue, 3 Mar 2020 23:30:00 -0500\n"


@pytest.mark.parametrize(
    "raw",
    [
        f"{SENT}{HEAD}X-Folder: Inbox\n\nIt left.",
        f"Return-Path: <a@b.example>\nReceived: by c;\n\tTue\n{HEAD}\nIt left.",
        (
            f"{HEAD}MIME-Version: 1.0\nContent-Type: text/html\n\n<html><body><p>It "
            f"left.</p></body></html>"
        ),
        multipart(
            "alternative",
            "Content-Type: text/plain\n\nIt left.\n",
            "Content-Type: text/html\n\n<p>It left.</p>\n",
        ),
        f"From a@b.example Tue Mar  3 23:30:00 2020\nStatus: RO\n{SENT}{HEAD}\nIt left.",
        f"{HEAD}{LONG_LINES}Message-ID: <1>\n\nIt left.",
        f"{SENT}X-Spam: {'a ' * 5_000}\n{HEAD}\nIt left.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["mail.txt", "mail.TXT", "mail.log"])
def test_a_raw_mail_saved_as_text_is_read_as_a_mail(raw: str, name: str) -> None:
    document = read_bytes(raw.encode(), name)
    assert (document.kind, document.title) == ("e-mail", "Crates")
    assert document.text.startswith("From: Ana Ruiz <ana@harbor.example>\nTo: tom@light.example\n")
    assert document.text.endswith("\n\nIt left.")
