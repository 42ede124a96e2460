"""Outcomes kept in a file as they come, so that work that was broken off can go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadQuestionFile
from assistant.evaluation.outcome import Outcome, Setting
from assistant.evaluation.questions import Problem, Question, keys

Ask = Callable[[Sequence[Question]], Iterator[Outcome | Problem]]
OnProgress = Callable[[int, int], None]
"""Told how many questions are done, and of how many."""

_OUTCOME = TypeAdapter(Outcome)
_SETTING = TypeAdapter(Setting)


def ask_the_rest(
    ask: Ask,
    setting: Setting,
    questions: Sequence[Question],
    kept: Path | None,
    on_progress: OnProgress,
) -> tuple[list[Outcome], list[Problem]]:
    """The outcome of each question, in order, and what was wrong with others.

    What the file `kept` holds already is not asked again, and what comes is added to it.
    Raises `BadQuestionFile` where it was begun in another setting, and what `ask` raises.
    """
    names = keys(questions)
    done = _read(kept, setting) if kept else {}
    left = [(name, q) for name, q in zip(names, questions, strict=True) if name not in done]
    waiting = iter(left)
    found = {name: done[name] for name in names if name in done}
    problems: list[Problem] = []
    on_progress(len(found), len(questions))
    with _appending(kept, setting, fresh=not done) as keep:
        for come in ask([question for _, question in left]):
            if isinstance(come, Problem):
                problems.append(come)
            else:
                name = next(name for name, question in waiting if question == come.question)
                found[name] = come
                keep(name, come)
            on_progress(len(found) + len(problems), len(questions))
    return [found[name] for name in names if name in found], problems


def _read(kept: Path, setting: Setting) -> dict[str, Outcome]:
    """The outcomes in a file, by the key of their question; none where there is no file."""
    try:
        lines = kept.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"{kept} cannot be read: {error}.") from error
    if len(lines) == 1:  # broken off before anything was kept
        return {}
    try:
        begun = _SETTING.validate_json(lines[0])
    except ValidationError:
        begun = None
    if begun != setting:
        raise BadQuestionFile(
            f"{kept} was begun with another case, model or version of Casebook, or the case has "
            "changed; delete it to begin anew, or choose another place."
        )
    done = {}
    for line in lines[1:-1]:  # the last is empty, or was cut off
        entry = json.loads(line)
        done[entry["key"]] = _OUTCOME.validate_python(entry["outcome"])
    return done


@contextmanager
def _appending(
    kept: Path | None, setting: Setting, *, fresh: bool
) -> Iterator[Callable[[str, Outcome], None]]:
    """What keeps an outcome under the key of its question, at once."""
    if kept is None:
        yield lambda key, outcome: None
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    with _opened(kept, fresh) as file:
        if fresh:
            file.write(_SETTING.dump_json(setting).decode() + "\n")
            file.flush()

        def keep(key: str, outcome: Outcome) -> None:
            entry = {"key": key, "outcome": _OUTCOME.dump_python(outcome, mode="json")}
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            file.flush()

        yield keep


def _opened(kept: Path, fresh: bool) -> IO[str]:
    if not fresh:
        _drop_half_a_line(kept)
    return kept.open("w" if fresh else "a", encoding="utf-8", newline="\n")


def _drop_half_a_line(kept: Path) -> None:
    """Cut off what was being written when the work was broken off."""
    content = kept.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with kept.open("rb+") as file:
            file.truncate(whole)
