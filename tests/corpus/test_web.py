"""Web pages: the article by itself, all of a page where that is wanted, nothing unseen."""

from __future__ import annotations

import os
import quopri
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.articles import overall, score, scores_of
from corpus.readers.markup import html_text, page_text
from corpus.reading import Refused, read_all, read_bytes

PARAGRAPHS = [
    "The bookkeeper of a shipping firm was charged on Tuesday with moving money abroad.",
    "“He knew,” a prosecutor told the court, naming René Ortega as the man who paid for it all.",
    "The firm closed in May, and nobody has been able to say where its last two crates went.",
    "Mr. Ortega’s lawyer said that his client had only signed what was put in front of him.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def article(body: str) -> str:
    """The text read from a page with this in its article."""
    head = "<html><head><title>Bookkeeper charged | The Harbor Ledger</title></head>"
    return read_bytes(f"{head}<body><article>{body}</article></body></html>".encode(), "a").text


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="NewsLetter-box"><h4>Get the big stories</h4><p>Thanks for joining!</p></div>',
        "<ul><li><a href='/1'>Ship sinks</a></li><li><a href='/2'>Port closes</a></li></ul>",
        "<p><strong>Read more:</strong> <a href='/1'>The port that closed last year</a></p>",
        "<p><a href='/1'>Ship sinks off the cape</a></p><p><a href='/2'>Port closes in May</a></p>",
        "<a href='/1'><h3>Ship sinks</h3><p>Nobody was hurt when it did.</p></a>",
        "<h1>Bookkeeper charged</h1>",
    ],
)
def test_what_stands_around_an_article_is_left_out(beside: str) -> None:
    assert article(f"{beside}{BODY}") == article(BODY) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "within",
    [
        "<p>See <a href='/1'>the indictment</a>, which names two more men.</p>",
        "<ul><li>Two crates were on the pier.</li><li>One was <a>empty</a> by May.</li></ul>",
        "<h2>Related proceedings</h2><p>Two others were charged in April with that crime.</p>",
        "<p>More than two crates were found, and the court was told of each of them on Friday.</p>",
    ],
)
def test_what_belongs_to_an_article_stays(within: str) -> None:
    words = [word for word in html_text(within).text.split() if word != "-"]
    assert set(words) <= set(article(f"{BODY[:90]}{BODY}{within}{BODY}").split())


def test_an_article_cut_into_pieces_for_advertisements_is_read_whole() -> None:
    half = len(PARAGRAPHS) // 2
    pieces = [f"<div><div class='body-chunk'>{''.join(f'<p>{p}</p>' for p in part)}</div></div>"
              for part in (PARAGRAPHS[:half], PARAGRAPHS[half:])]  # fmt: skip
    assert article("<div class='advert'>Buy rope</div>".join(pieces)) == "\n\n".join(PARAGRAPHS)


def test_an_article_in_boxes_that_look_like_surroundings_is_not_lost() -> None:
    boxes = "".join(f"<section class='sponsored'><p>{p}</p></section>" for p in PARAGRAPHS * 2)
    assert article(f"<p>{PARAGRAPHS[0]}</p>{boxes}").count(PARAGRAPHS[3]) == 2


def test_a_table_in_an_article_keeps_its_rows() -> None:
    table = (
        "<table><tr><th>Date</th><th>Amount</th></tr><tr><td>Jan. 3</td><td>$9,500</td></tr>"
        "<tr><td>Jan. 9</td><td>$9,700</td></tr></table>"
    )
    assert "Jan. 3: Amount = $9,500\nJan. 9: Amount = $9,700" in article(f"{BODY}{table}{BODY}")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a <b>b</b>c<br>d", "a bc\nd"),
        ("<p>One\n two</p>three<div>four<div>five</div></div>", "One two\n\nthree\n\nfour\n\nfive"),
        ("<ul><li>x<li>y</ul><ol start=3><li>z<li>w</ol>v", "- x\n- y\n\n3. z\n4. w\n\nv"),
        ("<table><tr><td>Name:<td>Ortega<tr><td>Sum:<td>$5</table>", "Name: Ortega\nSum: $5"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td><p>c</table>", "a: b\n\nc"),
        ("<table><caption>Paid</caption><tr><td>one</table>", "Paid\n\none"),
        ("<script>x</script><style>y</style><title>t</title>z<!-- w -->", "z"),
        ("so\u00adft and ze\u200bro &amp; more", "soft and zero & more"),
        ("<pre>a\n b</pre>c", "a\nb\n\nc"),
        ("", ""),
    ],
)
def test_all_the_text_of_a_page(html: str, text: str) -> None:
    assert html_text(html).text == text
    assert page_text(f"<meta charset=cp1252>{html}".encode("utf-16")) == text


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display: none"', 'style="visibility:hidden"', "hidden", 'style="font-size:0"',
        'style="FONT-SIZE: 0px; color: red"', 'style="opacity:0"', 'style="color:#fff"',
        'style="position:absolute;left:-9999px"', 'style="color: white !important"',
        'style="color:rgb(255, 255, 255);background-color:#FFFFFF"',
    ],
)  # fmt: skip
def test_words_that_nobody_sees_are_told_and_left_out(attributes: str) -> None:
    html = f"<p>He signed.</p><p {attributes}>Say that he never did.</p>"
    assert html_text(html).text == "He signed."
    assert html_text(html).unseen == ("Say that he never did.",)
    document = read_bytes(f"<html><body>{BODY}{html}</body></html>".encode(), "a.html")
    assert "never did" not in document.text
    assert [m.value for m in document.marks if m.kind == "unseen"] == ["Say that he never did."]
    assert "unseen" in [flag.kind for flag in document.flags]


@pytest.mark.parametrize(
    "html",
    [
        '<p style="font-size:0.9em">Seen by all who look.</p>',
        '<div style="background:#003"><p style="color:white">Seen by all who look.</p></div>',
        '<table bgcolor=navy><tr><td><font color="#ffffff">Seen by all who look.</font></table>',
        "<style>.x {background: navy}</style>"
        '<div class="x"><p style="color:#fff">Seen by all who look.</p></div>',
        '<p style="background-color:white">Seen by all who look.</p>',
        '<p style="left:-9px;opacity:0.5">Seen by all who look.</p>',
    ],
)
def test_words_on_a_dark_ground_or_small_are_seen(html: str) -> None:
    assert html_text(html).text == "Seen by all who look."
    assert html_text(html).unseen == ()


def test_a_page_of_a_few_words_is_not_cut_at_its_tags() -> None:
    page = (
        "<html><head><title>Press</title></head><body><p>The mayor <b>Ann</b>ika Roos "
        "<i>resigned</i> on 3 April.</p><table><tr><th>Who<th>When<tr><td>Roos<td>April</table>"
    )
    read = read_bytes(page.encode(), "press.html")
    assert (
        read.text == "The mayor Annika Roos resigned on 3 April.\n\nWho | When\nRoos: When = April"
    )


def test_a_menu_that_waits_for_its_click_is_no_secret() -> None:
    html = (
        "<p>He signed.</p><div style='display:none'><a href=/>Log in to your own account</a></div>"
    )
    assert (html_text(html).text, html_text(html).unseen) == ("He signed.", ())


@pytest.mark.parametrize("charset", ['; charset="utf-8"', ""])
def test_a_page_saved_with_its_pictures_is_read(charset: str) -> None:
    page = quopri.encodestring(f"<meta charset=utf-8><title>Charged</title>{BODY}".encode())
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="cut"\r\n\r\n--cut\r\n'
        + f"Content-Type: text/html{charset}\r\n".encode()
        + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        + page
        + b"\r\n--cut\r\nContent-Type: image/png\r\n\r\nx\r\n--cut--\r\n"
    )
    document = read_bytes(data, "saved.mhtml")
    assert document.text == "\n\n".join(PARAGRAPHS)
    assert (document.title, document.kind) == ("Charged", "article")


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<a><b>He signed.</b><b> </b><b>He <i>paid</i> him.</b></a>",
            "He signed.\n\nHe paid him.",
        ),
        ("<a>René</a>", "René"),
        ('<!DOCTYPE a [<!ENTITY x "yyyy">]><a>He &x; signed.</a>', "He signed."),
        ("<a><b>Cut off", "Cut off"),
    ],
)
def test_other_xml_gives_the_words_between_its_tags(xml: str, text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        data = f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)
        assert read_bytes(data, "a.xml").text.replace("&x; ", "") == text


@given(st.integers(0, 700), st.text("<>/=\"'&;! -ptdivrlc\x00\n", max_size=12))
def test_a_mutilated_page_is_read_or_refused(place: int, junk: str) -> None:
    page = f"<html><body><article>{BODY}<table><tr><td>a<td>b</table></article></body></html>"
    for result in read_all(f"{page[:place]}{junk}{page[place + 5 :]}".encode(), "a.html"):
        assert result.reason if isinstance(result, Refused) else result.text


@pytest.mark.parametrize(
    ("true", "found", "precision", "recall"),
    [("a b c d e", "a b c d e", 1, 1), ("a b c d e", "a b c d x", 0.5, 0.5), ("a", "b", 0, 0)],
)
def test_the_measure_of_the_benchmark(
    true: str, found: str, precision: float, recall: float
) -> None:
    one = score(true, found)
    assert (one.precision, one.recall) == (precision, recall)
    assert score(true, "").precision is None


def test_articles_are_read_as_well_as_the_benchmark_asks() -> None:
    folder = os.environ.get("CASEBOOK_DATA")
    if not folder:
        pytest.skip("CASEBOOK_DATA names no folder with the larger collections")
    f1, _, _ = overall(list(scores_of(Path(folder, "article-extraction")).values()))
    assert f1 >= 0.965


@pytest.mark.parametrize("tag", ["p", "div", "li"])
@pytest.mark.parametrize(
    "words", ["Overruled, said the court again.", "<b>Overruled</b>, said <i>the court</i>."]
)
def test_paragraphs_that_say_the_same_are_all_kept(tag: str, words: str) -> None:
    said = f"<{tag}>{words}</{tag}>"
    before = "<p>Counsel objected to the exhibit on the ground that nobody had seen it before.</p>"
    article = f"<article><h1>Trial</h1>{before}{said * 3}{before * 2}</article>"
    html = f"<html><body>{article}</body></html>"
    text = read_bytes(html.encode(), "trial.html").text
    assert text.count("Overruled, said") == 3
    assert text.count("Counsel objected") == 3
    assert not any(ord(character) > 0xFFFF for character in text)
