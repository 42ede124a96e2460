"""Which language a text is in, without loading anything for plain English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.language.identification import language_flag, language_of
from corpus.reading import read, read_bytes

ROOT = Path(__file__).parent.parent.parent
ENGLISH = "The ledger was kept in the safe of the office, and nobody had the key to it."
SPANISH = "El acusado fue condenado por el tribunal a doce años de prisión por conspirar."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (SPANISH, "es"),
        ("Le prévenu a été condamné par le tribunal à douze ans de prison ferme.", "fr"),
        ("Der Angeklagte wurde vom Gericht zu zwölf Jahren Haft verurteilt.", "de"),
        ("O réu foi condenado pelo tribunal a doze anos de prisão por conspiração.", "pt"),
        ("Обвиняемый был приговорён судом к двенадцати годам лишения свободы.", "ru"),
        ("被告人因共谋进口可卡因被法院判处十二年有期徒刑。", "zh"),
        ("피고인은 법원에서 징역 12년을 선고받았다. 그는 항소했다.", "ko"),
        ("حكمت المحكمة على المتهم بالسجن اثني عشر عاما", "ar"),
        ("Yo te kondane akize a douz an prizon pou konplo.", "ht"),
        (f"{ENGLISH} " * 60 + SPANISH * 10, "en"),
        (f"{SPANISH} " * 60 + ENGLISH * 5, "es"),
        ("UNITED STATES DISTRICT COURT EASTERN DISTRICT OF FRANKLIN CRIMINAL DOCKET", "en"),
        ("Conrad Vesely\nIlse Brandvold\nRaymond Pell\nGwendolyn Achterberg\nPelican Row", None),
        ("1: Paid = $12,000.00; Date = 2021-05-14\n2: Paid = $9,000.00", None),
        ("Hola, amigo", None),
        ("12.5 33.1", None),
        ("", None),
    ],
)
def test_the_language_is_the_one_that_most_is_in(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("path", sorted((ROOT / "examples/harbor-light").iterdir()))
def test_the_example_case_is_in_english(path: Path) -> None:
    document = read(path)
    assert document.language == "en"
    assert [flag for flag in document.flags if flag.kind == "language"] == []


def test_a_language_that_the_model_does_not_know_is_told() -> None:
    (flag,) = read_bytes(SPANISH.encode(), "nota.txt").flags
    assert flag.note == (
        "It is in Spanish, which the packaged model does not know; it is found by its words only."
    )
    assert flag.kind == "language"


def test_a_language_without_a_name_is_told_by_its_code() -> None:
    flag = language_flag("xx")
    assert flag is not None
    assert "another language (xx)" in flag.note
    assert language_flag("en") is language_flag(None) is None


def test_plain_english_loads_no_identifier() -> None:
    program = (
        "import sys; from corpus.language.identification import language_of; "
        f"print(language_of({ENGLISH!r}), 'py3langid' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["en", "False"]
