"""A checked draft kept in files: a Word file with comments, and a page for a browser."""

from __future__ import annotations

from pathlib import Path

from assistant import replies
from assistant.errors import BadDraft
from assistant.export.files import why_not_kept
from corpus.errors import MissingPath


def check_names(draft: Path, word: Path | None, page: Path | None) -> None:
    """Raise `MissingPath` where there is no draft, and `BadDraft` where a checked one cannot be
    kept under these names."""
    if not draft.expanduser().is_file():
        raise MissingPath(f"There is no file at {draft}.")
    for path, ending in ((word, ".docx"), (page, ".html")):
        if path is None:
            continue
        if path.suffix.lower() != ending:
            raise BadDraft(
                f"A checked draft can't be kept as {path.name}; end its name in {ending}."
            )
        reason = why_not_kept(path)
        if reason:
            raise BadDraft(reason)
        if path.exists() and path.samefile(draft.expanduser()):
            raise BadDraft(
                f"{path.name} is the draft itself; keep the checked one under another name."
            )


def keep_word(reply: replies.DraftChecked, data: bytes, path: Path) -> None:
    """Write the draft, of which `data` are the bytes, as a Word file with comments."""
    from assistant.drafts.word_comments import word_file

    path.write_bytes(word_file(reply, data))


def keep_page(reply: replies.DraftChecked, data: bytes, path: Path) -> None:
    """Write the checked draft as a page for a browser, which needs nothing else."""
    from assistant.drafts.html_page import html_page

    path.write_text(html_page(reply), encoding="utf-8", errors="replace")
