"""What is remembered of texts in this process, and forgotten when one of them is to be gone.

Whoever removes a document wants its words gone from memory too. So all that keeps words, or what
was found in them, is told of here, and lets go of all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakMethod

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

T = TypeVar("T")

_remembering: list[_lru_cache_wrapper[Any]] = []
_changing = Lock()
_keepers: list[WeakMethod[Callable[[], None]]] = []


def remembered(most: int) -> Callable[[Callable[..., T]], _lru_cache_wrapper[T]]:
    """A decorator for a function of texts: its latest `most` answers are kept until `forget_texts`.
    It is `lru_cache` otherwise; for functions of a module, since it is never let go of itself."""

    def decorated(function: Callable[..., T]) -> _lru_cache_wrapper[T]:
        kept = lru_cache(maxsize=most)(function)
        _remembering.append(kept)
        return kept

    return decorated


def forget_with_texts(forget: Callable[[], None]) -> None:
    """Have `forget_texts` call this method too, as long as the object that it is of is there."""
    with _changing:
        _keepers[:] = [keeper for keeper in _keepers if keeper() is not None]
        _keepers.append(WeakMethod(forget))


def forget_texts() -> None:
    """Let go of all that is remembered of any text; it is found anew when it is asked for."""
    for kept in _remembering:
        kept.cache_clear()
    with _changing:
        keepers = [*_keepers]
    for keeper in keepers:
        forget = keeper()
        if forget is not None:
            forget()
