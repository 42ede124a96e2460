"""Runs of a packaged model, one a core.

A text is short, and its run gains little from a second core; two texts at once do: 24 sentences
were read in .81 of the time on two cores (docs/models.md).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from threading import current_thread
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
_NAME = "casebook-model"
_NUMBER = os.cpu_count() or 1


def on_all_cores(run: Callable[[Given], Made], every: Iterable[Given]) -> list[Made]:
    """What `run` makes of each, in order. No more of them wait for a core than there are, so that
    a question is not kept waiting by all the passages of a document; within `run` itself they are
    done one by one."""
    if current_thread().name.startswith(_NAME):
        return [run(one) for one in every]
    waiting: deque[Future[Made]] = deque()
    made: list[Made] = []
    try:
        for one in every:
            if len(waiting) >= _NUMBER:
                made.append(waiting.popleft().result())
            waiting.append(_cores().submit(run, one))
        while waiting:
            made.append(waiting.popleft().result())
    finally:
        for left in waiting:
            left.cancel()
    return made


def session(weights: bytes) -> Any:
    """An ONNX session that keeps to the core it is called on."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


@cache
def _cores() -> ThreadPoolExecutor:
    """One for the process, whatever is asked at once."""
    return ThreadPoolExecutor(_NUMBER, thread_name_prefix=_NAME)


if hasattr(os, "register_at_fork"):  # a child has none of its parent's threads
    os.register_at_fork(after_in_child=_cores.cache_clear)
