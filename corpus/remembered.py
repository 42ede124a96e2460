"""What this process remembers of the latest texts, so that nothing is worked out twice for one
question, and how all of it is let go when papers are removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_to_clear: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A decorator for functions of texts: the `most` latest results are told again."""

    def of(function: Callable[P, T]) -> Callable[P, T]:
        remembering = lru_cache(maxsize=most)(function)
        _to_clear.append(remembering.cache_clear)
        return cast(Callable[P, T], remembering)

    return of


def forget() -> None:
    """Lets go of all that is remembered of texts."""
    for clear in _to_clear:
        clear()
