"""`kill -9` at any moment of an ingest, then the same command: the result equals a clean run's.

CASEBOOK_KILLS says how many moments are tried; `make soak` tries 50.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import textwrap
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import Case
from index.home import Home
from index.records import Store
from tests import files
from tests.embeddings import HashedWords

KILLS = int(os.environ.get("CASEBOOK_KILLS", "5"))
STORES: tuple[Store, ...] = ("in_words", "in_vectors")
ADDING = textwrap.dedent(
    """
    import sys
    import index.filling, index.ingest
    from index import Case
    from tests.embeddings import HashedWords

    index.filling.EMBEDDED_AT_ONCE = 8
    index.ingest.SECONDS_BETWEEN = 0.05
    case = Case.open("a", home=sys.argv[1], embedding=HashedWords())
    print("adding", flush=True)
    case.add(sys.argv[2], sync=True)
    print("added", flush=True)
    """
)
FIRES = "On the night of March {n} a fire in shed {n} burned ledger {n} and crate {m}. "


def fill(folder: Path, version: int) -> None:
    """Some files stay, some change, some come and some go from one version to the next."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(version * 8, version * 8 + 40):
        told = version if number % 3 == 0 else 0
        text = "\n\n".join(FIRES.format(n=number, m=m + told) * 6 for m in range(4))
        match number % 5:
            case 0:
                (folder / f"{number}.pdf").write_bytes(files.pdf([text, text[::-1]]))
            case 1:
                (folder / f"{number}.docx").write_bytes(files.word([text]))
            case _:
                (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "copy.txt").write_text(
        "\n\n".join(FIRES.format(n=17, m=m) * 6 for m in range(4)) + " A copy.", encoding="utf-8"
    )
    (folder / "empty.txt").touch()
    (folder / "letters.eml").write_bytes(mail(version))


def mail(version: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "ana@example.org", "rafael@example.org"
    message["Subject"], message["Date"] = "The ledger", "Tue, 03 Mar 2020 09:00:00 +0000"
    message.set_content(f"Here are the papers on the fire, in version {version}.")
    for number in range(3):
        text = FIRES.format(n=number, m=number * version) * 8
        message.add_attachment(text, filename=f"paper {number}.txt")
    return bytes(message)


@contextmanager
def opened(home: Path) -> Iterator[Case]:
    held = Home.open(home, patience=20)
    yield Case.open("a", home=held, embedding=HashedWords())
    held.close()


def state_of(case: Case) -> dict[str, Any]:
    """All that a case holds, less the numbers it knows passages by; what its indexes hold
    must be the same passages, each with its own vector."""
    rows = case.home.catalog.database.rows("SELECT id, text FROM passages ORDER BY id")
    passages = case.passages([number for number, _ in rows])
    assert len(case.vectors) == len(case.lexical) == len(rows) == len(passages) > 0
    assert {number for number, _ in case.lexical.search("fire shed erif", 10_000)} <= set(passages)
    for number, text in rows:
        own = case.vectors.cosines(np.array([HashedWords().embed_query(text)]), [number])
        assert own[number] == pytest.approx([1], abs=1e-5)
    families = defaultdict(set)
    for document, family in case.families().items():
        families[family].add(document)
    catalog = case.home.catalog
    return {
        "documents": case.documents(),
        "texts": [case.document(r.id) for r in case.documents() if r.state != "refused"],
        "passages": sorted(passages.values(), key=lambda passage: passage.span),
        "families": sorted(sorted(family) for family in families.values()),
        "leftovers": [catalog.leftovers(1, store) for store in STORES],
        "to do": [catalog.unfinished(1, store) for store in STORES],
        "sources": catalog.sources(1),
        "originals": sorted(path.name for path in (case.home.path / "originals/1").iterdir()),
    }


def adding(home: Path, folder: Path) -> subprocess.Popen[str]:
    """A process that has begun to add the folder."""
    program = subprocess.Popen(
        [sys.executable, "-c", ADDING, str(home), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "adding\n"
    return program


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A home that holds the documents as they were, the folder as it is now, a clean home of
    it, and how many seconds it takes from the one to the other."""
    made = tmp_path_factory.mktemp("box")
    fill(made / "folder", 1)
    with opened(made / "old") as case:
        case.add(made / "folder")
    fill(made / "folder", 2)
    with opened(made / "clean") as case:
        case.add(made / "folder")
    shutil.copytree(made / "old", made / "whole")
    with adding(made / "whole", made / "folder") as program:
        began = time.monotonic()
        program.wait()
    return made, time.monotonic() - began


@pytest.mark.parametrize("part", range(KILLS))
def test_killed_and_done_again_it_ends_as_a_clean_run_does(
    tmp_path: Path, box: tuple[Path, float], part: int
) -> None:
    made, seconds = box
    moment = seconds * (part + random.random()) / KILLS
    shutil.copytree(made / "old", tmp_path / "home")
    with adding(tmp_path / "home", made / "folder") as program:
        time.sleep(moment)
        program.kill()
    with opened(tmp_path / "home") as case:
        case.add(made / "folder", sync=True)
        resumed = state_of(case)
    with opened(made / "clean") as case:
        expected = state_of(case)
    assert resumed["documents"] == expected["documents"], f"killed after {moment:.3f} s"
    assert resumed == expected, f"killed after {moment:.3f} s"
