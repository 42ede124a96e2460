"""Word search: what a user types is words, whatever characters are in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import STOP_WORDS, LexicalIndex

PASSAGES = {
    1: "The ledger was burned in the yard behind pier 9.",
    2: "FLORES wired $9,500 to an account in Panama on Jan. 3, 2020.",
    3: "The judge did not accept the plea; the plea was withdrawn.",
    4: "Señor Muñoz firmó el acuerdo en la oficina.",
    5: "Приговор суда был вынесен в среду.",
    6: "被告人は有罪",
}


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    made = LexicalIndex(tmp_path_factory.mktemp("lexical"))
    made.change(add=PASSAGES.items())
    return made


def found(lexical: LexicalIndex, query: str) -> list[int]:
    return [number for number, _ in lexical.search(query, 10)]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Who burned the ledgers?", 1),
        ("BURNING", 1),
        ("wire transfers to panama", 2),
        ("9,500", 2),
        ("pleas", 3),
        ("munoz firmo", 4),
        ("приговор", 5),
        ("被告人は有罪", 6),
    ],
)
def test_words_are_found_by_stem_whatever_their_case_and_accents(
    lexical: LexicalIndex, query: str, best: int
) -> None:
    assert found(lexical, query)[0] == best


def test_more_and_rarer_words_score_higher(lexical: LexicalIndex) -> None:
    hits = lexical.search("the plea, the ledger and the plea of the judge", 10)
    assert [number for number, _ in hits] == [3, 1]
    assert hits[0][1] > hits[1][1] > 0


@pytest.mark.parametrize(
    "query",
    [
        'ledger AND (NOT "yard',
        "text:ledger passage:2",
        "+ledger -yard ~burned^9",
        "ledger*? [a TO z} \\",
        "/ledger/ || && !",
        "ledger\0\n\t",
    ],
)
def test_no_character_is_query_syntax(lexical: LexicalIndex, query: str) -> None:
    assert 1 in found(lexical, query)


@pytest.mark.parametrize(
    "query",
    ["", "   ", "what was it that they had?", " ".join(STOP_WORDS), "?!", "zebra", "x" * 99],
)
def test_a_question_without_a_known_word_finds_nothing(lexical: LexicalIndex, query: str) -> None:
    assert found(lexical, query) == []


@given(st.text(max_size=200))
def test_any_question_finds_known_passages_or_none(lexical: LexicalIndex, query: str) -> None:
    hits = lexical.search(query, 3)
    assert len(hits) <= 3
    assert {number for number, _ in hits} <= PASSAGES.keys()
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_a_pasted_page_is_a_question_too(lexical: LexicalIndex) -> None:
    assert found(lexical, "ledger " + " ".join(f"word{n}" for n in range(20_000))) == [1]


def test_rare_words_tell_more(lexical: LexicalIndex) -> None:
    words = lexical.rarity(["plea", "zebra"])
    assert words["zebra"] > words["plea"] > 0


@given(st.lists(st.text(max_size=80) | st.sampled_from([*PASSAGES.values(), "0between0texts0"])))
def test_the_stems_of_several_texts_are_those_of_each(
    lexical: LexicalIndex, texts: list[str]
) -> None:
    assert lexical.stems_of_each(texts) == [lexical.stems(text) for text in texts]


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_any_text_can_be_put_in(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    lexical = LexicalIndex(tmp_path_factory.mktemp("any"))
    lexical.change(add=enumerate(texts, start=1))
    assert {hit for text in texts for hit in found(lexical, text)} <= {*range(1, len(texts) + 1)}


class TestChanging:
    @pytest.fixture
    def lexical(self, tmp_path: Path) -> LexicalIndex:
        made = LexicalIndex(tmp_path)
        made.change(add=PASSAGES.items())
        return made

    def test_what_is_taken_out_is_not_found(self, lexical: LexicalIndex) -> None:
        lexical.change(add=[(7, "A second ledger.")], remove=[1])
        assert found(lexical, "ledger burned") == [7]

    def test_what_is_put_in_again_is_there_once(self, lexical: LexicalIndex) -> None:
        lexical.change(add=[(1, "The lamp was burned.")])
        assert found(lexical, "burned") == [1]
        assert found(lexical, "ledger") == []

    def test_it_is_still_there_when_opened_again(
        self, lexical: LexicalIndex, tmp_path: Path
    ) -> None:
        assert found(LexicalIndex(tmp_path), "ledger") == [1]

    def test_a_word_never_tells_less_than_nothing(self, lexical: LexicalIndex) -> None:
        crates = range(100, 160)
        lexical.change(add=[(number, f"Crate {number}.") for number in crates])
        lexical.change(remove=[*PASSAGES, *crates[2:]])
        assert lexical.rarity(["crate"])["crate"] > 0


def test_what_a_killed_change_left_behind_is_not_in_the_way_of_the_next(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    LexicalIndex(before).change(add=PASSAGES.items())
    shutil.copytree(before, after)
    LexicalIndex(after).change(remove=[1])
    [deletions] = after.glob("*.del")
    for left in (deletions, after / ".managed.json"):  # written first; then it was killed
        shutil.copy(left, before)
    killed = LexicalIndex(before)
    killed.change(remove=[1])
    assert len(killed) == len(PASSAGES) - 1


@pytest.mark.parametrize("length", [32, 40, 64, 128])
def test_a_digest_is_found_by_its_value(tmp_path: Path, length: int) -> None:
    digest = ("9f86d081884c7d65" * 8)[:length]
    lexical = LexicalIndex(tmp_path)
    lexical.change(add=[(1, f"1.msg: SHA256 = {digest.upper()}"), (2, "2.msg: SHA256 = none")])
    assert found(lexical, digest) == [1]
