"""What questions are kept to, as chips."""

from __future__ import annotations

import datetime

from assistant.window.chips import chips, choices, named, without
from index.filters import WHOLE_CASE, Filter
from index.records import DocumentRecord, State

DAY = datetime.date(2024, 4, 9)
WHERE = Filter(("order.pdf", "mails"), ("e-mail",), DAY, DAY)


def record(name: str, title: str = "", state: State = "ready") -> DocumentRecord:
    return DocumentRecord("hash", name, title or name, "order", DAY, state, None, "/box")


def test_each_part_has_plain_words() -> None:
    assert [label for _, label in named(WHERE, {"order.pdf": "The Order"})] == [
        "The Order", "mails", "kind: e-mail", "from April 9, 2024 on", "up to April 9, 2024",
    ]  # fmt: skip
    assert named(WHOLE_CASE, {}) == []


def test_each_part_can_be_taken_off_and_all_leave_the_whole_case() -> None:
    left = WHERE
    for key, _ in reversed(named(WHERE, {})):
        left = without(left, key)
    assert left == WHOLE_CASE
    assert without(WHERE, "documents-0").documents == ("mails",)


def test_a_key_that_names_no_part_takes_nothing_off() -> None:
    for key in ("", "documents-", "documents-9", "kinds-x", "__class__-0", "since-until"):
        assert without(WHERE, key) == WHERE


def test_folders_and_documents_can_be_chosen_and_what_was_refused_not() -> None:
    held = [
        record("mails/2024/a.eml", "Hello"), record("mails/2024/b.eml"),
        record("x.pdf", "The Order"), record("bad.pdf", state="refused"),
    ]  # fmt: skip
    assert choices(held) == [
        ("Folder mails", "mails"), ("Folder mails/2024", "mails/2024"),
        ("Hello (mails/2024/a.eml)", "mails/2024/a.eml"), ("mails/2024/b.eml", "mails/2024/b.eml"),
        ("The Order (x.pdf)", "x.pdf"),
    ]  # fmt: skip


def test_a_chip_says_what_taking_it_off_does() -> None:
    shown = chips(WHERE, [record("order.pdf", "<b>The Order</b>")])
    assert 'aria-label="&lt;b&gt;The Order&lt;/b&gt;: take this off"' in shown
    assert shown.count('class="chip"') == 5
    assert 'aria-expanded="false"' in shown
    assert 'aria-expanded="true"' in chips(WHOLE_CASE, is_open=True)
