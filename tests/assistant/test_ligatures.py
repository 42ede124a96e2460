"""Words printed with ligatures are found by plain letters, and quoted as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from index import Case
from index.encoder import packaged_tokenizer
from tests import files

WORDS = "Oﬃcer Holm ﬁled the ﬁnal aﬃdavit on Monday. The grifﬁn is a myth."
FILES = {
    "a.txt": WORDS.encode(),
    "a.docx": files.word([WORDS]),
    "a.html": f"<html><body><p>{WORDS}</p></body></html>".encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_plain_letters_find_and_quote_ligatures(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    case = Case.open("ligatures", home=tmp_path / "home")
    case.add(tmp_path / name)
    (hit, *_) = case.retrieve("final affidavit")
    assert {"words", "meaning"} <= set(hit.why)
    (citation,) = Assistant(case).ask("Who filed the final affidavit?").citations
    document = case.document(citation.span.document_id)
    assert citation.quote == "Oﬃcer Holm ﬁled the ﬁnal aﬃdavit on Monday."
    assert document.text[citation.span.start : citation.span.end] == citation.quote


@pytest.mark.parametrize(
    ("printed", "typed"), [("ﬁnal", "final"), ("Oﬃce", "Office"), ("ﬂew", "flew")]
)
def test_models_read_ligatures_as_their_letters(printed: str, typed: str) -> None:
    encode = packaged_tokenizer().encode
    assert encode(printed).ids == encode(typed).ids
    assert encode(printed).offsets[1] == (0, len(printed))
