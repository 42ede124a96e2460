"""What a passage carries of its document into what is searched, and never into its span."""

from __future__ import annotations

from index.records import Pending


def searched(pending: Pending) -> str:
    """The passage's words after its document's title, kind and day and its own heading, less
    what it says itself in its first words."""
    opening = pending.text[:300].casefold()
    day = f"{pending.date:%B} {pending.date.day}, {pending.date.year}" if pending.date else ""
    kind = pending.kind if pending.kind != "other" else ""
    said = [pending.title, kind, day, pending.heading or ""]
    context = [words for words in said if words and words.casefold() not in opening]
    return "\n".join([*context, pending.text])
