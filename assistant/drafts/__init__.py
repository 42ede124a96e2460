"""A draft of one's own, held sentence by sentence against the case, without a chat model."""

from assistant.drafts.checking import check_draft
from assistant.drafts.report import DraftReport

__all__ = ("DraftReport", "check_draft")
