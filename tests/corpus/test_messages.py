"""Who wrote the words of an e-mail, and when, down to the depth of its thread."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise

import pytest

from corpus import Document
from corpus.document import Span
from corpus.messages import Message, message_marks, messages_at
from corpus.passages import cut
from corpus.pincite import pincite
from corpus.reading import read_bytes
from tests import files
from tests.compound import compound, message

HEAD = (
    "From: Milo Penn <milo@kestrel.example>\nTo: Greta Holm <greta@kestrel.example>\n"
    "Date: Thu, 2 Mar 2023 23:40:00 -0800\nSubject: RE: Invoice 4471\n"
)
MILO = ("Milo Penn", datetime.date(2023, 3, 2))
RHEA = ("Rhea Stone", datetime.date(2023, 3, 1))
GRETA = ("Greta Holm", datetime.date(2023, 2, 28))
NOBODY = ("", None)
Writing = tuple[str, datetime.date | None]


def reading(body: str, html: bool = False) -> Document:
    kind = "text/html" if html else "text/plain"
    mail = f"{HEAD}Content-Type: {kind}; charset=utf-8\n\n{body}"
    return read_bytes(mail.encode(), "thread.eml")


def writers(document: Document) -> Callable[[str], tuple[str, datetime.date | None, bool]]:
    def of(words: str) -> tuple[str, datetime.date | None, bool]:
        start = document.text.index(words)
        (one,) = messages_at(document, document.span(start, start + len(words)))
        return one.writer, one.day, one.quoted

    return of


def test_each_message_of_a_thread_in_outlooks_blocks_has_its_writer_and_day() -> None:
    document = reading(
        "I will backdate it.\n\nMilo\n\n-----Original Message-----\nFrom: Rhea Stone\n"
        "Sent: Wednesday, March 1, 2023 4:05 PM\nTo: Milo Penn\nSubject: RE: Invoice 4471\n\n"
        "Please destroy the old copy.\n\nFrom: Greta Holm <greta@kestrel.example>\n"
        "Sent: Tuesday, February 28, 2023 10:11 AM\nTo: Rhea Stone\nSubject: Invoice 4471\n\n"
        "I object to paying it.\n"
    )
    of = writers(document)
    assert of("I will backdate it.") == (*MILO, False)
    assert of("Please destroy the old copy.") == (*RHEA, True)
    assert of("I object to paying it.") == (*GRETA, True)
    start = document.text.index("I object")
    assert pincite(document, document.span(start, start + 8)) == (
        "RE: Invoice 4471, quoted message of Greta Holm, February 28, 2023"
    )


@pytest.mark.parametrize(
    "block",
    [
        "De : Rhea Stone <r@k.example>\nEnvoyé : mercredi 1 mars 2023 16:05\nÀ : Milo\nObjet : x",
        (
            "Von: Rhea Stone [mailto:r@k.example]\nGesendet: Mittwoch, 1. März 2023 16:05\nAn: "
            "Milo\nBetreff: x"
        ),
        "De: Rhea Stone\nEnviado el: miércoles, 1 de marzo de 2023 16:05\nPara: Milo\nAsunto: x",
        "Da: Rhea Stone\nInviato: mercoledì 1 marzo 2023 16:05\nA: Milo\nOggetto: x",
        "Van: Rhea Stone\nVerzonden: woensdag 1 maart 2023 16:05\nAan: Milo\nOnderwerp: x",
        (
            "*From:* Rhea Stone <r@k.example>\n*Sent:* Wednesday, March 1, 2023 4:05 PM\n*To:* "
            "Milo\n*Subject:* x"
        ),
        (
            "________________________________\nFrom: Rhea Stone\nSent: 3/1/2023 4:05 PM\nTo: "
            "Milo\nSubject: x"
        ),
        (
            "Begin forwarded message:\n\nFrom: Rhea Stone <r@k.example>\nSubject: x\nDate: March "
            "1, 2023 at 4:05:00 PM PST\nTo: Milo"
        ),
        (
            "---------- Forwarded message ---------\nFrom: Rhea Stone <r@k.example>\nDate: Wed, "
            "Mar 1, 2023 at 4:05 PM\nSubject: x\nTo: <m@k.example>"
        ),
        (
            "-------- Forwarded Message --------\nSubject: \tx\nDate: \tWed, 1 Mar 2023 16:05:00 "
            "-0800\nFrom: \tRhea Stone <r@k.example>\nTo: \tMilo"
        ),
        "From: Rhea Stone\n\nSent: Wednesday, March 1, 2023 4:05 PM\n\nTo: Milo\n\nSubject: x",
        (
            "From: Rhea Stone\nSent: Wednesday, March 1, 2023 4:05 PM\nTo: Milo; Greta;\n    "
            "Ana; Tom\nCc: Kim\nSubject: x"
        ),
        (
            "---------------------- Forwarded by Greta Holm/HOU/ECT on 03/02/2023 10:11 AM "
            "----------------------\n\n\nRhea Stone@ECT\n03/01/2023 04:05 PM\nTo: Milo "
            "Penn/HOU/ECT@ECT\ncc: \nSubject: x"
        ),
        (
            "\tRhea Stone/HOU/ECT\n\t03/01/2023 04:05 PM\n\t\t \n\t\t To: Milo Penn/HOU/ECT@ECT\n"
            "\t\t cc: \n\t\t Subject: x"
        ),
        "On Wed, Mar 1, 2023 at 4:05 PM Rhea Stone <r@k.example> wrote:",
    ],
)  # fmt: skip
def test_what_stands_under_header_lines_in_any_language_is_their_writers(block: str) -> None:
    of = writers(reading(f"See below.\n\n{block}\n\nPlease destroy the old copy.\n"))
    assert of("See below.") == (*MILO, False)
    assert of("Please destroy the old copy.") == (*RHEA, True)


@pytest.mark.parametrize(
    ("introduction", "expected"),
    [
        ("On Wed, Mar 1, 2023 at 4:05 PM Rhea Stone <r@k.example>\nwrote:", RHEA),
        ("On March 1, 2023, at 16:05, Rhea Stone wrote:", RHEA),
        ("At 04:05 PM 3/1/2023, Rhea Stone wrote:", RHEA),
        ("Rhea Stone <r@k.example> wrote on 03/01/2023 04:05:00 PM:", RHEA),
        ("2023-03-01 16:05 GMT+01:00 Rhea Stone <r@k.example>:", RHEA),
        ("Le mer. 1 mars 2023 à 16:05, Rhea Stone <r@k.example> a écrit :", RHEA),
        ("Am Mi., 1. März 2023 um 16:05 Uhr schrieb Rhea Stone <\nr@k.example>:", RHEA),
        ("Am 01.03.2023 um 16:05 schrieb Rhea Stone:", RHEA),
        ("El mié, 1 mar 2023 a las 16:05, Rhea Stone (<r@k.example>) escribió:", RHEA),
        ("Il giorno mer 1 mar 2023 alle ore 16:05 Rhea Stone <r@k.example> ha scritto:", RHEA),
        ("Op wo 1 mrt. 2023 om 16:05 schreef Rhea Stone <r@k.example>:", RHEA),
        ("Em qua., 1 de mar. de 2023 às 16:05, Rhea Stone <r@k.example> escreveu:", RHEA),
        ("Rhea Stone wrote:", ("Rhea Stone", None)),
        ("On 1/3/2023 16:05, Rhea Stone wrote:", ("Rhea Stone", None)),
        ("On Monday he wrote:", NOBODY),
        ("As you said:", NOBODY),
    ],
)
def test_the_line_above_quoted_lines_says_whose_they_are(
    introduction: str, expected: Writing
) -> None:
    of = writers(reading(f"No.\n\n{introduction}\n\n> Please destroy it.\n\nI will not do that.\n"))
    assert of("Please destroy it.") == (*expected, True)
    assert of("I will not do that.") == (*MILO, False)


def test_quotes_in_quotes_and_replies_between_them_keep_their_writers() -> None:
    of = writers(
        reading(
            "On Wed, Mar 1, 2023 at 4:05 PM Rhea Stone <r@k.example> wrote:\n\n> Rhea first.\n>\n"
            "> On 28 Feb 2023, at 10:11, Greta Holm wrote:\n>> Greta is deep.\n> Rhea second.\n\n"
            "Milo between.\n\n> Rhea third.\n>> Greta again.\n"
        )
    )
    assert of("Rhea first.") == of("Rhea second.") == of("Rhea third.") == (*RHEA, True)
    assert of("Greta is deep.") == of("Greta again.") == (*GRETA, True)
    assert of("Milo between.") == (*MILO, False)


def test_a_remark_in_brackets_among_quoted_words_is_of_whom_it_names() -> None:
    of = writers(
        reading(
            "See my remarks.\n\nFrom: Rhea Stone\nSent: Wednesday, March 1, 2023 4:05 PM\nTo: Milo"
            "\nSubject: x\n\nI object.\n[Milo Penn] Not so.\n[sic] It is late.\n"
        )
    )
    assert of("Not so.") == (*MILO, False)
    assert of("I object.") == of("It is late.") == (*RHEA, True)


@pytest.mark.parametrize(
    "body",
    [
        "Milo says so.\n\n*** This message came from outside ***\n\nStill Milo.",
        "-----BEGIN PGP SIGNED MESSAGE-----\n\nMilo says so.\n\nStill Milo.",
        "Milo says so. On Monday he wrote to us: it is late.\n\nStill Milo.",
        'Milo says so.\n\nOn March 1, 2023, Rhea Stone wrote:\n\n"It is late."\n\nStill Milo.',
        "From: Monday\nTo: Friday\n\nMilo says so.\n\nStill Milo.",
        "Milo says so.\n\n>From here on too.\n\nStill Milo.",
    ],
)
def test_what_only_looks_like_a_quoted_message_stays_the_writers(body: str) -> None:
    of = writers(reading(body))
    assert of("Milo says so.") == of("Still Milo.") == (*MILO, False)


@pytest.mark.parametrize("kind", ["text/plain", "text/plain; format=flowed"])
def test_the_writers_own_line_that_a_mailbox_escaped_stays_the_writers(kind: str) -> None:
    mail = f"{HEAD}Content-Type: {kind}\n\nHello.\n\n>From here on I pay nothing.\n\nMilo"
    for name in ("mail.eml", "mail.txt"):
        of = writers(read_bytes(mail.encode(), name))
        assert of("From here on I pay nothing.") == of("Hello.") == (*MILO, False)


def test_a_quoted_line_that_begins_with_from_is_quoted() -> None:
    of = writers(reading("Rhea Stone wrote:\n>From here on I pay.\n>Or never.\n\nNo.\n"))
    assert of("From here on I pay.") == ("Rhea Stone", None, True)
    assert of("No.") == (*MILO, False)


@pytest.mark.parametrize(
    "listed",
    [
        "Trip:\nFrom: Boston\nTo: London\nDate: March 3, 2023",
        "From:\nDate:\nTo: London\nSubject: travel",
        "From: Boston\n\nTo: London\n\nDate: 3/3/2023",
        "Von: Bonn\nAn: Berlin\nDatum: 3. März 2023",
        "From: Boston\nDate: March 3, 2023\nRe: travel",
    ],
)
def test_a_list_or_a_form_in_a_mail_is_no_quoted_message(listed: str) -> None:
    of = writers(reading(f"Hello.\n\n{listed}\n\nI will pay for it.\n\nMilo"))
    assert of("I will pay for it.") == of("Hello.") == (*MILO, False)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("From: Rhea Stone\nSent: March 1, 2023 4:05 PM\nSubject: x", RHEA),
        ("From: Rhea Stone\nSent: March 1, 2023 4:05 PM\nTo: Milo", RHEA),
        ("From:\nSent: March 1, 2023 4:05 PM\nTo: Milo\nSubject: x", ("", RHEA[1])),
    ],
)
def test_header_lines_of_which_one_is_gone_still_are_a_quoted_messages(
    block: str, expected: Writing
) -> None:
    of = writers(reading(f"No.\n\n{block}\n\nPlease destroy it.\n"))
    assert of("Please destroy it.") == (*expected, True)


@pytest.mark.parametrize(
    "introduction",
    [
        "Rhea wrote on March 1, 2023:",
        "On March 1, 2023, Rhea Stone wrote:",
        "On March 1, 2023 at 4:05 PM Rhea Stone wrote to Greta:",
        "Rhea Stone wrote on March 1, 2023 at 4:05 PM:",
        "Rhea Stone wrote:",
        "On Monday he wrote:",
    ],
)
def test_what_follows_an_introduction_in_prose_is_put_down_to_nobody(introduction: str) -> None:
    of = writers(
        reading(f"No.\n\n{introduction}\n\nI will not pay.\n\nI disagree with that.\n\nMilo")
    )
    assert of("No.") == (*MILO, False)
    assert of("I will not pay.") == of("I disagree with that.") == (*NOBODY, True)


GMAIL = (
    '<div dir="ltr">Milo says no.</div><br><div class="gmail_quote"><div class="gmail_attr">On Wed,'
    ' Mar 1, 2023 at 4:05 PM Rhea Stone &lt;<a href="mailto:r@k.example">r@k.example</a>&gt; wrote:'
    '<br></div><blockquote class="gmail_quote"><div>Please destroy it.</div></blockquote></div>'
    "<p>Milo at the end.</p>"
)
MSWORD = (
    "<p>Milo says no.</p><p>Milo at the end.</p><div><div style='border-top:solid #E1E1E1 1pt'><p>"
    "<b>From:</b> Rhea Stone &lt;r@k.example&gt;<br><b>Sent:</b> Wednesday, March 1, 2023 4:05 PM"
    "<br><b>To:</b> Milo<br><b>Subject:</b> x</p></div></div><p>Please destroy it.</p>"
)
THUNDERBIRD = (
    "<p>Milo says no.</p><p>Milo at the end.</p>"
    "<div class='moz-forward-container'><br>-------- Forwarded"
    " Message --------<table class='moz-email-headers-table'><tr><th>Subject: </th><td>x</td></tr>"
    "<tr><th>Date: </th><td>Wed, 1 Mar 2023 16:05:00 -0800</td></tr><tr><th>From: </th><td>Rhea"
    " Stone &lt;r@k.example&gt;</td></tr><tr><th>To: </th><td>m@k.example</td></tr></table><br>"
    "Please destroy it.</div>"
)
APPLE = (
    "<div>Milo says no.</div><div><br><blockquote type='cite'><div>On Mar 1, 2023, at 16:05, Rhea"
    " Stone wrote:</div></blockquote></div><blockquote type='cite'><div>Please destroy it.</div>"
    "</blockquote><div>Milo at the end.</div>"
)


@pytest.mark.parametrize("html", [GMAIL, MSWORD, THUNDERBIRD, APPLE])
def test_quoted_words_of_a_mail_in_html_are_their_own_writers(html: str) -> None:
    of = writers(reading(html, html=True))
    assert of("Milo says no.") == of("Milo at the end.") == (*MILO, False)
    assert of("Please destroy it.") == (*RHEA, True)


def test_a_paragraph_that_is_only_set_in_is_no_quotation() -> None:
    of = writers(
        reading(
            '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">Set in.</blockquote>',
            html=True,
        )
    )
    assert of("Set in.") == (*MILO, False)


THREAD = (
    "From: Milo Penn\nSent: Thursday, March 2, 2023 11:40 PM\nTo: Greta Holm\n"
    "Subject: RE: Invoice\n\nI will backdate it.\n\nFrom: Rhea Stone\n"
    "Sent: Wednesday, March 1, 2023 4:05 PM\nTo: Milo Penn\nSubject: Invoice\n\n"
    "Please destroy it.\n"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (THREAD.encode(), "thread.txt"),
        (f"Greta Holm\n\n{THREAD}".encode(), "printed.txt"),
        (files.pdf([f"Greta Holm\n\n{THREAD}"]), "printed.pdf"),
        (files.word(THREAD.strip().split("\n")), "thread.docx"),
        (
            compound(message({0x0037: "x", 0x1000: THREAD.split("\n\n", 1)[1],
                              0x007D: f"{HEAD}\r\n".replace("\n", "\r\n")})),
            "thread.msg",
        ),
    ],
)  # fmt: skip
def test_threads_kept_as_text_word_or_outlook_files_tell_their_messages(
    data: bytes, name: str
) -> None:
    of = writers(read_bytes(data, name))
    assert of("I will backdate it.") == (*MILO, False)
    assert of("Please destroy it.") == (*RHEA, True)


def test_no_passage_holds_words_of_two_messages() -> None:
    document = reading("Yes.\n\nRhea Stone wrote:\n> No.\n> Never.\n\nGood.\n")
    passages = cut(document, lambda text: len(text.split()))
    held = [messages_at(document, passage.span) for passage in passages]
    assert all(len(messages) == 1 for messages in held)
    assert [passage.heading for passage in passages] == [
        "message of Milo Penn, March 2, 2023",
        "quoted message of Rhea Stone",
        "message of Milo Penn, March 2, 2023",
    ]


def test_a_day_that_can_be_of_two_months_is_cited_as_it_is_written() -> None:
    document = reading("On 1/3/2023 16:05, Rhea Stone wrote:\n> No.\n")
    at = document.text.index("No.")
    span = Span(document.id, at, at + 3)
    assert messages_at(document, span) == (Message("Rhea Stone", None, "1/3/2023"),)
    assert pincite(document, span).endswith("quoted message of Rhea Stone, 1/3/2023")


def test_words_outside_of_e_mails_belong_to_no_message() -> None:
    document = read_bytes(b"INDICTMENT\n\nHe wrote:\n\n> Pay it.\n", "indictment.txt")
    assert messages_at(document, document.span(0, len(document.text))) == ()


def test_marks_lie_in_order_and_apart() -> None:
    body = "a\n> b\n>> c\nRhea wrote:\n\n-----Original Message-----\n> d\n" * 50
    marks = message_marks(f"{HEAD}\n{body}")
    assert all(one.end <= other.start for one, other in pairwise(marks))


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("On Wed, Mar 1, 2023 at 4:05 PM Hal Brewer <h@k.example> wrote:", "Hal Brewer"),
        ("On Wed, Mar 1, 2023 at 4:05 PM Matt Lee <m@k.example> wrote:", "Matt Lee"),
        ("On Wed, Mar 1, 2023 at 16:05 PAT LEE <p@k.example> wrote:", "PAT LEE"),
        ("On Wed, Mar 1, 2023 at 16:05 EST Pat Lee <p@k.example> wrote:", "Pat Lee"),
        ("On Wed, Mar 1, 2023 at 16:05 Z. Novak <z@k.example> wrote:", "Z. Novak"),
        ("Donna Marsh, March 1, 2023 4:05 PM wrote:", "Donna Marsh"),
        ("Ann Dietz, Wed, 1 March 2023 16:05 wrote:", "Ann Dietz"),
        ("Am 01.03.2023 um 16:05 schrieb Denise Kraft:", "Denise Kraft"),
        ("Am Mi., 1. März 2023 um 16:05 Uhr schrieb Elena Kraft <e@k.example>:", "Elena Kraft"),
        ("Am 01.03.2023 16:05 h schrieb Leo Amsel:", "Leo Amsel"),
        ("Op wo 1 maart 2023 om 16:05 schreef Opal de Wit <o@k.example>:", "Opal de Wit"),
    ],
)
def test_no_name_beside_a_time_or_a_day_loses_a_part(line: str, writer: str) -> None:
    document = reading(f"No.\n\n{line}\n> Did anyone pay?\n")
    assert writers(document)("Did anyone pay?") == (writer, datetime.date(2023, 3, 1), True)
