"""What is said to whoever greets or thanks instead of asking: nothing is looked up for it."""

from __future__ import annotations

import re

_GREETING = re.compile(
    r"(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day))(?:,? (?:there|casebook|all))?",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:ok(?:ay)?,? |great,? |perfect,? )?(?:many )?(?:thanks?(?: you)?|cheers)"
    r"(?: (?:a lot|so much|very much|again|casebook|that helps))*",
    re.IGNORECASE,
)
_ABILITIES = re.compile(
    r"(?:\w+,? )?(?:what|who) (?:can you do|are you)|help|how (?:do|does) (?:this|you) work",
    re.IGNORECASE,
)
ASK = (
    "Ask something of the documents of this case: who, when, where, how much. What they say is "
    "quoted, with its place; where no sentence surely answers, Casebook says so."
)


def courtesy(question: str) -> str | None:
    """What to say to a greeting, to thanks, to whoever asks what Casebook does; else None."""
    said = question.strip(" .,!?\t\n")
    if _GREETING.fullmatch(said):
        return f"Hello. {ASK}"
    if _THANKS.fullmatch(said):
        return "You are welcome."
    return ASK if _ABILITIES.fullmatch(said) else None
