"""Runs of a model, one a core: in order, whole, and never waiting for themselves."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from index.cores import on_all_cores
from index.encoder import quick_encoder


def test_what_was_made_comes_in_the_order_of_what_was_given() -> None:
    def later_the_smaller(number: int) -> int:
        time.sleep(0.01 * (5 - number % 5))
        return number

    assert on_all_cores(later_the_smaller, range(20)) == list(range(20))
    assert on_all_cores(str, []) == []


def test_the_first_error_is_raised_and_what_waits_is_let_go() -> None:
    ran = []

    def fail_at_three(number: int) -> None:
        ran.append(number)
        if number == 3:
            raise ValueError("three")

    with pytest.raises(ValueError, match="three"):
        on_all_cores(fail_at_three, range(1_000))
    assert len(ran) < 100


def test_a_run_within_a_run_ends() -> None:
    assert on_all_cores(lambda n: on_all_cores(str, [n]), range(8)) == [[str(n)] for n in range(8)]


def test_a_short_question_is_not_kept_waiting_by_a_long_document() -> None:
    ended: list[str] = []
    begun = threading.Event()

    def passage(_: int) -> None:
        begun.set()
        time.sleep(0.02)

    def document() -> None:
        on_all_cores(passage, range(100))
        ended.append("document")

    adding = threading.Thread(target=document)
    adding.start()
    begun.wait()
    on_all_cores(str, ["question"])
    ended.append("question")
    adding.join()
    assert ended == ["question", "document"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_has_cores_of_its_own() -> None:
    quick_encoder().vectors(["The ledger."])
    child = os.fork()
    if child == 0:  # pragma: no cover
        signal.alarm(60)
        made = on_all_cores(str, [1, 2])
        os._exit(0 if made == ["1", "2"] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
