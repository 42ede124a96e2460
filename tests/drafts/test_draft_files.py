"""A checked draft kept in files: comments in a copy of the user's own Word file, a page, JSON."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import cast

import docx
import httpx
import pytest
from docx.oxml import parse_xml
from fastapi.testclient import TestClient

from assistant.api.app import rest
from assistant.api.gate import Keys
from assistant.drafts import check_draft
from assistant.drafts.html_page import html_page
from assistant.drafts.replying import draft_checked
from assistant.drafts.word_comments import word_file
from assistant.replies import DraftChecked
from assistant.service.local import LocalService
from assistant.service.remote import RemoteService
from assistant.settings import Settings
from assistant.terminal.printing import in_words
from corpus.errors import CasebookError
from index import Case
from tests import files
from tests.terminal import casebook_here

TRUE = "Mr. Vesely was arrested at his home on April 11, 2024."
WRONG = "Pelican Row had two employees."
LINES = ("STATEMENT OF FACTS", f"{TRUE} Order ¶ 1. {WRONG} Superseding Indictment ¶ 4.")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def reply_for(case: Case, path: Path) -> DraftChecked:
    return draft_checked(check_draft(case, path))


def commented(data: bytes) -> dict[str, str]:
    """The words that each comment of a Word file stands at, and what it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        body = packed.read("word/document.xml").decode()
    made = docx.Document(io.BytesIO(data))
    found: dict[str, str] = {}
    for comment in made.comments:
        inside = re.search(
            rf'<w:commentRangeStart w:id="{comment.comment_id}"/>(.*?)'
            rf'<w:commentRangeEnd w:id="{comment.comment_id}"/>',
            body,
            re.DOTALL,
        )
        assert inside is not None
        words = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inside[1]))
        found[words] = f"{found.get(words, '')}{comment.text}"
    return found


def test_comments_stand_at_the_sentences_of_the_users_own_file(
    harbor_light: Case, tmp_path: Path
) -> None:
    own = docx.Document()
    own.add_heading(LINES[0], level=1)
    paragraph = own.add_paragraph()
    paragraph.add_run("Mr. Vesely was ")
    paragraph.add_run("arrested").bold = True
    paragraph.add_run(f" at his home on April 11, 2024. Order ¶ 1. {WRONG} Superseding Indict")
    paragraph.add_run("ment ¶ 4.").italic = True
    path = tmp_path / "brief.docx"
    own.save(str(path))
    data = path.read_bytes()
    made = word_file(reply_for(harbor_light, path), data)
    found = commented(made)
    assert found[TRUE].startswith("Borne out.")
    assert "no employees" in found[WRONG]
    copy = docx.Document(io.BytesIO(made))
    assert [p.text for p in copy.paragraphs] == [p.text for p in own.paragraphs]
    runs = [(run.text, run.bold, run.italic) for run in copy.paragraphs[1].runs]
    assert ("arrested", True, None) in runs
    assert ("ment ¶ 4.", None, True) in runs
    assert path.read_bytes() == data


def test_tracked_changes_are_read_as_accepted_and_said_so(
    harbor_light: Case, tmp_path: Path
) -> None:
    own = docx.Document()
    paragraph = own.add_paragraph("Mr. Vesely bought a one-way ticket to Lisbon on April ")
    for change, text, day in (("del", "delText", "6"), ("ins", "t", "8")):
        paragraph._p.append(
            parse_xml(
                f'<w:{change} xmlns:w="{W}" w:id="9" w:author="A" w:date="2024-05-01T00:00:00Z">'
                f"<w:r><w:{text}>{day}</w:{text}></w:r></w:{change}>"
            )
        )
    paragraph.add_run(", 2024. Detention Order ¶ 8.")
    path = tmp_path / "brief.docx"
    own.save(str(path))
    reply = reply_for(harbor_light, path)
    assert reply.sentences[0].verdict == "supported"
    assert any("tracked changes" in notice for notice in reply.notices)
    made = word_file(reply, path.read_bytes())
    assert any(words.startswith("Mr. Vesely bought") for words in commented(made))


def test_what_is_called_a_word_file_and_is_none_is_read_and_kept(
    harbor_light: Case, tmp_path: Path
) -> None:
    path = tmp_path / "brief.docx"
    path.write_text("\n\n".join(LINES), encoding="utf-8")
    reply = reply_for(harbor_light, path)
    assert WRONG in commented(word_file(reply, path.read_bytes()))


def test_a_footnote_takes_no_comment_from_the_body(harbor_light: Case, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Mr. Vesely was arrested.").runs[0]._r.append(
        parse_xml(f'<w:footnoteReference xmlns:w="{W}" w:id="2"/>')
    )
    own.add_paragraph(f"{WRONG} Superseding Indictment ¶ 4.")
    own.add_paragraph("He paid $900. He had two employees in 2014, as she said.")
    own.save(str(tmp_path / "plain.docx"))
    path = tmp_path / "brief.docx"
    note = "He had two employees in 2014, as she said. Id."
    with (
        zipfile.ZipFile(tmp_path / "plain.docx") as packed,
        zipfile.ZipFile(path, "w") as made,
    ):
        for info in packed.infolist():
            data = packed.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                own_rel = f'<Relationship Id="n1" Type="{rel}/footnotes" Target="footnotes.xml"/>'
                data = data.replace(b"</Relationships>", f"{own_rel}</Relationships>".encode())
            if info.filename == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
                part = (
                    f'<Override PartName="/word/footnotes.xml" ContentType="{kind}.footnotes+xml"/>'
                )
                data = data.replace(b"</Types>", f"{part}</Types>".encode())
            made.writestr(info, data)
        made.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r>'
            "</w:p></w:footnote></w:footnotes>",
        )
    reply = reply_for(harbor_light, path)
    told = next(one for one in reply.sentences if one.text.startswith("Footnote 1: "))
    assert "does not say 1" not in told.reason
    found = commented(word_file(reply, path.read_bytes()))
    assert WRONG in found
    assert any("Not in the body of the file: “Footnote 1:" in said for said in found.values())


def test_what_stands_in_a_table_is_commented_there(harbor_light: Case, tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(files.word(["Facts:", TRUE], table=[["Who", WRONG]]))
    found = commented(word_file(reply_for(harbor_light, path), path.read_bytes()))
    assert WRONG in found


@pytest.mark.parametrize("ending", ["md", "txt", "pdf", "odt"])
def test_other_drafts_come_back_as_a_word_file_of_their_text(
    harbor_light: Case, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"brief.{ending}"
    if ending == "pdf":
        path.write_bytes(files.pdf([LINES[1].replace("¶", "para.")]))
    elif ending == "odt":
        path.write_bytes(odt(LINES))
    else:
        path.write_text("\n\n".join(LINES), encoding="utf-8")
    found = commented(word_file(reply_for(harbor_light, path), path.read_bytes()))
    assert "no employees" in found[WRONG]


def odt(paragraphs: tuple[str, ...]) -> bytes:
    """An OpenDocument text of these paragraphs."""
    told = "".join(f"<text:p>{line}</text:p>" for line in paragraphs)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:text>{told}</office:text>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return files.archive({"mimetype": kind, "content.xml": content})


def test_the_page_shows_a_draft_as_words_only(harbor_light: Case, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text(f"{WRONG}\n\nThe <script>alert(1)</script> & so on.", encoding="utf-8")
    page = html_page(reply_for(harbor_light, path))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "no employees" in page
    assert 'href="#n1"' in page


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("papers")
    (folder / "order.md").write_text("# Order\n\n1. Ada Stone paid $4,500 on May 3, 2021.\n")
    assert casebook_here(home, "add", "--case", "stone", folder).status == 0
    return home


def test_the_command_gives_json_and_keeps_files(filed: Path, tmp_path: Path) -> None:
    draft = tmp_path / "brief.md"
    draft.write_text("Ada Stone paid $5,400 on May 3, 2021. Order ¶ 1.", encoding="utf-8")
    word, page = tmp_path / "out.docx", tmp_path / "out.html"
    made = casebook_here(
        filed, "check", "--case", "stone", draft, "--json", "--out", word, "--html", page
    )
    assert made.status == 0
    reply = made.json
    (sentence,) = reply["sentences"]
    assert (sentence["verdict"], sentence["difference"]["rule"]) == ("differs", "amount")
    source = sentence["difference"]["source"]
    assert (source["document"], source["quote"]) == ("order.md", "$4,500")
    assert reply["counts"]["differs"] == 1
    assert word.read_bytes().startswith(b"PK")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_command_refuses_in_one_line(filed: Path, tmp_path: Path) -> None:
    draft = tmp_path / "brief.md"
    draft.write_text("Ada Stone paid.", encoding="utf-8")
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "locked.pdf").write_bytes(files.pdf(["Ada Stone paid."], password="key"))
    for more in (
        ("none.md",),
        (tmp_path / "locked.pdf",),
        (draft, "--out", "out.pdf"),
        (draft, "--html", "out.docx"),
        (draft, "--out", tmp_path / "folder.docx"),
        (draft, "--out", tmp_path / "none" / "out.docx"),
    ):
        refused = casebook_here(filed, "check", "--case", "stone", *more)
        assert refused.status == 1
        assert refused.out == ""
        assert len(refused.err.strip().splitlines()) == 1
        assert "--password" not in refused.err


@pytest.fixture
def client(case: Case, folder: Path) -> TestClient:
    (folder / "order.md").write_text("# Order\n\n1. Ada Stone paid $4,500 on May 3, 2021.\n")
    case.add(folder)
    return TestClient(
        rest(LocalService(case.home, Settings()), Keys("owner")), base_url="http://127.0.0.1"
    )


def test_a_draft_is_checked_over_rest(client: TestClient) -> None:
    at = "/api/cases/Harbor Light/check"
    text = "Ada Stone paid $5,400 on May 3, 2021. Order ¶ 1."
    reply = client.post(at, json={"text": text}).json()
    assert [one["verdict"] for one in reply["sentences"]] == ["differs"]
    page = client.post(at, json={"text": text, "as": "html"})
    assert page.headers["content-type"].startswith("text/html")
    word = client.post(at, json={"text": text, "as": "docx"})
    assert word.content.startswith(b"PK")
    for body, status in (
        ({"text": " "}, 400),
        ({"file": "no base64!", "name": "a.docx"}, 400),
        ({"text": text, "as": "pdf"}, 422),
    ):
        refused = client.post(at, json=body)
        assert (refused.status_code, list(refused.json())) == (status, ["error"])
    assert client.post("/api/cases/none/check", json={"text": text}).status_code == 404


def test_a_command_beside_an_open_window_checks_through_it(client: TestClient) -> None:
    client.headers["Authorization"] = "Bearer owner"
    clerk = RemoteService("http://127.0.0.1", cast(httpx.Client, client))
    told: list[tuple[str, int, int]] = []
    data = "Ada Stone paid $4,500 on May 3, 2021. Order ¶ 1.".encode()
    reply = clerk.check("Harbor Light", "brief.md", data, lambda *news: told.append(news))
    assert [sentence.verdict for sentence in reply.sentences] == ["supported"]
    assert told == [("sentences", 1, 1)]
    assert "1 borne out" in in_words(reply)
    with pytest.raises(CasebookError, match="empty"):
        clerk.check("Harbor Light", "brief.md", b" ", lambda *news: None)
