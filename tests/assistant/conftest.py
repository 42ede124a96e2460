"""A small case of three invented documents, indexed once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.case import Case
from index.home import Home
from tests import files

CHARGE = (
    "The grand jury charges that on March 3, 2020, Tobias Crane burned the ledger of the Osprey "
    "Company in the yard behind pier 9. The ledger allegedly listed payments to a harbor pilot.",
    "If convicted, Tobias Crane faces up to twelve years in prison. He also faces a fine of up to "
    "$75,000. He was released on a bond of $40,000.",
)
ARTICLE = """# News from the harbor

Ada Marsh, the owner of the Osprey Company, said that the ledger was worth more than the ships. \
She is 58 years old and founded the company in 1994. Tobias Crane was her clerk for nine years.

The fire lasted for two hours. Four men from the harbor police put it out. It is not known who \
sold the crates that were stored beside the ledger.

Crane's lawyer, Nora Quill, declined to comment.
"""
LETTER = """Dear Ms. Quill,

The crates went to Lisbon on the steamer Halcyon. Your client was paid $9,500 for them in cash, \
and he kept the receipt in a blue envelope.

Walter Finch, harbor pilot
"""


@pytest.fixture(scope="session")
def crane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A charge of two pages, an article and a letter. Do not change it."""
    folder = tmp_path_factory.mktemp("crane")
    (folder / "charge.pdf").write_bytes(files.pdf(CHARGE, title="The Charge"))
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    opened = Home.open(tmp_path_factory.mktemp("crane-home"))
    case = Case.open("crane", home=opened)
    case.add(folder)
    yield case
    opened.close()
