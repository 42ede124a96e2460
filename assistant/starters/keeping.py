"""What a case is known to answer, kept in the home for as long as the case stays as it is.

starters/<case>.json
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from pydantic import TypeAdapter

from assistant.quoting.reader import settings
from assistant.starters.asking import Starter, starters
from index.case import Case

log = logging.getLogger(__name__)

RULES = 1
"""The version of the rules that make questions; what others made is made anew."""
_AT_WORK = Lock()
"""Cases are looked through one after another, so that who asks is not kept waiting."""


@dataclass(frozen=True, slots=True)
class _Kept:
    state: str
    questions: tuple[Starter, ...]


_FILE = TypeAdapter(_Kept)


def starter_questions(case: Case, go_on: Callable[[], bool] = lambda: True) -> tuple[Starter, ...]:
    """Up to six questions that `case` surely answers, the likeliest to be wanted first; none
    where nothing suitable was found.

    They are looked for once, which takes seconds, and then kept until documents change.
    `go_on` is asked now and then, and ends the looking by False, as a change of the documents
    does; nothing is kept then.
    """
    if (known := known_starters(case)) is not None:
        return known
    with _AT_WORK:
        if (known := known_starters(case)) is not None:
            return known
        before, broken_off = _state(case), False

        def goes_on() -> bool:
            nonlocal broken_off
            broken_off = not go_on() or _state(case) != before
            return not broken_off

        found = starters(case, goes_on)
        if not broken_off and _state(case) == before:
            _keep(case, _Kept(before, found))
        return found


def known_starters(case: Case) -> tuple[Starter, ...] | None:
    """The questions that were found for `case` as it is now; None where they were not looked
    for since it changed."""
    try:
        kept = _FILE.validate_python(json.loads(_file(case).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("The questions kept of the case %r are looked for anew: %s", case.name, error)
        return None
    return kept.questions if kept.state == _state(case) else None


def _state(case: Case) -> str:
    """What changes when other questions may be answered: documents, facts, models, rules."""
    told = [
        [record.id, record.name, record.title, record.kind, str(record.date), record.state]
        for record in case.documents()
    ]
    made_by = [RULES, settings()["sha256"], case.embedding.name]
    return hashlib.sha256(json.dumps([made_by, told]).encode("utf-8", "replace")).hexdigest()


def _keep(case: Case, kept: _Kept) -> None:
    path = _file(case)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partly = path.with_suffix(".partly")
        partly.unlink(missing_ok=True)
        partly.touch(0o600, exist_ok=False)
        partly.write_text(json.dumps(_FILE.dump_python(kept, mode="json")), "utf-8")
        partly.replace(path)
    except OSError as error:  # they are as good now, and looked for again another time
        log.warning("The questions of the case %r could not be kept: %s", case.name, error)


def _file(case: Case) -> Path:
    return case.home.starters(case.id)
