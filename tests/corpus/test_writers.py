"""The name of a message's writer, however a mail program gives it."""

from __future__ import annotations

import pytest

from corpus.writers import writer_named


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Rhea Stone <rhea@kestrel.example>", "Rhea Stone"),
        ('"Stone, Rhea" <rhea@kestrel.example>', "Stone, Rhea"),
        ("Rhea Stone [mailto:rhea@kestrel.example]", "Rhea Stone"),
        ("Rhea Stone (<rhea@kestrel.example>)", "Rhea Stone"),
        ("rhea@kestrel.example (Rhea Stone)", "Rhea Stone"),
        ("Rhea Stone/HOU/ECT@ECT", "Rhea Stone"),
        ("Rhea Stone@ECT", "Rhea Stone"),
        ("*Rhea Stone*", "Rhea Stone"),
        ("<rhea@kestrel.example>", "rhea@kestrel.example"),
        ("rhea@kestrel.example", "rhea@kestrel.example"),
        ("", ""),
        ("<>", ""),
    ],
)
def test_a_writer_is_named_as_a_person_would(given: str, name: str) -> None:
    assert writer_named(given) == name
