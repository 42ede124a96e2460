"""`kill -9` at any moment of what changes a home: whatever was acknowledged before it is there.

A process does one act over and over and says so after each; it is killed, and another opens what
it left. CASEBOOK_KILLS says how many moments are tried of each act; `make soak` tries 20. Adding
is tried in `tests/index/test_killed.py`.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.conversations import Conversations
from assistant.service.preferences import read_preferences
from index import Case, list_cases
from index.embedding import PACKAGED
from index.home import Home
from tests.embeddings import HashedWords

KILLS = int(os.environ.get("CASEBOOK_KILLS", "1"))
SECONDS = 2.0
"""Within which, after its first act, a process is killed."""
DOCUMENTS = 12
TALK = "0123456789abcdef"
BEFORE = textwrap.dedent(
    """
    import sys
    from itertools import count
    from pathlib import Path
    from assistant.conversations import Conversations, Turn
    from assistant.service.preferences import Preferences, write_preferences
    from index import Case
    from index.home import Home
    from tests.embeddings import HashedWords

    home = Home.open(sys.argv[1])
    def case(name="a"):
        return Case.open(name, home=home, embedding=HashedWords())
    def done(number):
        print(number, flush=True)
    """
)
ACTS = {
    "keep": """
        talks = Conversations(home.path / "conversations" / "1")
        for number in count():
            talks.keep("0123456789abcdef", [Turn(f"question {n}") for n in range(number + 1)])
            done(number)
        """,
    "settings": """
        for number in count():
            write_preferences(home.path, Preferences(f"llama.cpp:model-{number}.gguf"))
            done(number)
        """,
    "rename": """
        held = case()
        for number in count():
            held.rename(f"name {number}")
            done(number)
        """,
    "remove": """
        held = case()
        for number in range(12):
            held.remove(f"{number}.txt")
            done(number)
        """,
    "delete": """
        for number in range(6):
            case(f"other {number}").delete()
            done(number)
        """,
    "reindex": """
        held = case()
        for number in count():
            held.reindex("casebook-minilm-2" if number % 2 == 0 else HashedWords())
            done(number)
        """,
}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")


def told(number: int) -> str:
    return f"On the night of March {number + 1} the ledger of shed {number} burned on the pier."


@contextmanager
def opened(home: Path) -> Iterator[Home]:
    held = Home.open(home, patience=20)
    yield held
    held.close()


def case_of(home: Home, name: str = "a") -> Case:
    names = {record.name: record.embedding for record in list_cases(home=home)}
    packaged = names.get(name) == PACKAGED
    return Case.open(name, home=home, embedding=None if packaged else HashedWords())


def killed(home: Path, act: str, seconds: float) -> int:
    """Do an act over and over and be killed so long after the first; the last that was said to be
    done."""
    program = BEFORE + textwrap.dedent(ACTS[act])
    acting = subprocess.Popen(
        [sys.executable, "-c", program, str(home)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    with acting:
        assert acting.stdout is not None
        said = [acting.stdout.readline()]
        time.sleep(seconds)
        acting.kill()
        said += [line for line in acting.stdout.read().splitlines(keepends=True) if "\n" in line]
    return int(said[-1])


@pytest.fixture
def home_path(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{number}.txt").write_text(told(number))
    (tmp_path / "new.txt").write_text("The boat sank.")
    with opened(tmp_path / "home") as home:
        case_of(home).add(folder)
        for number in range(6):
            case_of(home, f"other {number}").add(folder / "0.txt")
    return tmp_path / "home"


def is_whole(held: Case, numbers: range) -> bool:
    """Whether a case has these documents and no others, each is found, and what is added next
    leaves nothing else in its indexes."""
    held.wait()
    names = sorted(record.name for record in held.documents())
    assert names == sorted(f"{number}.txt" for number in numbers)
    for number in range(DOCUMENTS):
        found = any(told(number) == hit.passage.text for hit in held.retrieve(told(number)))
        assert found == (number in numbers)
    held.add(held.home.path.parent / "new.txt")
    held.wait()
    return len(held.vectors) == len(held.lexical) == len(numbers) + 1


@pytest.mark.parametrize("kill", range(KILLS))
@pytest.mark.parametrize("act", ACTS)
def test_what_was_acknowledged_is_there(home_path: Path, act: str, kill: int) -> None:
    last = killed(home_path, act, random.random() * SECONDS)
    with opened(home_path) as home:
        match act:
            case "keep":
                kept = Conversations(home.path / "conversations" / "1").find(TALK)
                assert kept is not None
                assert len(kept.turns) in (last + 1, last + 2)
            case "settings":
                number = int(read_preferences(home.path).model.partition("-")[2].partition(".")[0])
                assert number in (last, last + 1)
            case "rename":
                names = {record.name for record in list_cases(home=home)}
                (name,) = {f"name {last}", f"name {last + 1}"} & names
                assert "a" not in names
                assert is_whole(case_of(home, name), range(DOCUMENTS))
            case "remove":
                left = {record.name for record in case_of(home, "a").documents()}
                first = last + 1 if f"{last + 1}.txt" in left else last + 2
                assert is_whole(case_of(home, "a"), range(first, DOCUMENTS))
            case "delete":
                names = {record.name for record in list_cases(home=home)}
                assert not names & {f"other {number}" for number in range(last + 1)}
                for number in range(last + 2, 6):
                    assert is_whole(case_of(home, f"other {number}"), range(1))
                assert is_whole(case_of(home, "a"), range(DOCUMENTS))
            case "reindex":
                held = case_of(home, "a")
                held.reindex(PACKAGED)
                held.reindex(HashedWords())
                assert is_whole(held, range(DOCUMENTS))
