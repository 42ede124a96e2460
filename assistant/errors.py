"""What can go wrong while answering; the whole tree is drawn in `corpus.errors`."""

from corpus.errors import CasebookError


class BadQuestion(CasebookError):
    """A question that is empty, or longer than is sensible."""


class BadQuestionFile(CasebookError):
    """A Q&A set that cannot be read."""


class BadDraft(CasebookError):
    """A draft that cannot be checked, and why."""


class BadAnswerFile(CasebookError):
    """A file that is no answer which Casebook kept, or that cannot be kept as asked."""


class ModelFailed(CasebookError):
    """A chat model that did not answer, and why."""


class NobodyWaits(ModelFailed):
    """Whoever asked has left or stopped the answer, and the model's request was ended."""


class UnknownModel(ModelFailed):
    """A name that names no chat model, or one that lacks its key or package."""


class NoSuchModel(UnknownModel):
    """A name that no provider gives to a chat model."""


class ReaderMissing(CasebookError):
    """The reader's weights are missing, or not those that this version was measured with."""


class KeyNotKept(CasebookError):
    """A chat model's key that the system's keyring cannot keep or give up."""


class NotAllowed(CasebookError):
    """What whoever asks may not do."""


class TokenNeeded(NotAllowed):
    """What is only done for those with a token."""


class TooMuch(CasebookError):
    """More at once than is taken."""


class WindowError(CasebookError):
    """The window cannot be opened, or closed before it had answered."""


def refused_by_system(error: OSError) -> str:
    """One sentence for what the operating system said no to: a full disk, a file's rights."""
    what = error.strerror or str(error) or type(error).__name__
    where = f" ({error.filename})" if error.filename else ""
    return f"Casebook had to stop: {what}{where}."
