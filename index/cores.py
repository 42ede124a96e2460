"""Runs of a packaged model, one a core.

A text is short, and its run gains little from a second core; two texts at once do: sentences are
read in .8 of the time, and with less work (two cores; `python -m benchmarks --only scale` has the
whole question).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def on_all_cores(run: Callable[[Given], Made], every: Iterable[Given]) -> list[Made]:
    """What `run` makes of each, in order. `run` itself must not call this: it would wait for the
    core that it has."""
    return list(_cores().map(run, every))


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
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="casebook-model")
