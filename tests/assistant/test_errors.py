"""Everything that can go wrong while answering is one of Casebook's own errors."""

from __future__ import annotations

import errno

import pytest

import assistant
from assistant import errors
from corpus.errors import CasebookError


def test_every_error_is_one_of_casebooks_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert {kind.__name__ for kind in kinds} >= {"BadQuestion", "BadQuestionFile", "ModelFailed"}
    assert all(issubclass(kind, CasebookError) for kind in kinds)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left"), "Casebook had to stop: No space left."),
        (
            PermissionError(errno.EACCES, "Permission denied", "/home/me/file.db"),
            "Casebook had to stop: Permission denied (/home/me/file.db).",
        ),
        (OSError("something odd"), "Casebook had to stop: something odd."),
        (OSError(), "Casebook had to stop: OSError."),
    ],
)
def test_what_the_system_refuses_is_told_in_a_sentence(error: OSError, said: str) -> None:
    assert errors.refused_by_system(error) == said


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Librarian'"):
        vars(assistant)["__getattr__"]("Librarian")
