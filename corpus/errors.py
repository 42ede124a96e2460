"""What can go wrong, as one small tree; each message is a sentence for the reader.

CasebookError
├── MissingPath      (corpus)     nothing is at the path that was given
├── UnreadableFile   (corpus)     a file that cannot become a document, and why
│   └── Encrypted                 none of the passwords given opens it
├── MissingExtra     (corpus)     an optional package is not installed, and which extra brings it
├── HomeError        (index)      where things are kept cannot be used
│   ├── HomeInUse                 another process has it open
│   └── HomeTooNew                a later version of Casebook wrote it
├── UnknownCase      (index)
├── UnknownDocument  (index)
├── BadCorrection    (index)      a fact of a document cannot be what was given
├── BadFilter        (index)      a filter that no document can pass
├── EmbeddingError   (index)      a model that is missing, damaged or not the case's own
├── BadQuestion      (assistant)  empty, or longer than is sensible
├── BadQuestionFile  (assistant)  a Q&A set that cannot be read
├── BadAnswerFile    (assistant)  no answer that was kept, or no way to keep one
├── ModelFailed      (assistant)  a chat model that did not answer, and why
│   └── UnknownModel              a name that names none, or one that lacks its key or package
├── KeyNotKept       (assistant)  a key that the system's keyring cannot keep
├── NotAllowed       (assistant)  what whoever asks may not do
│   └── TokenNeeded               only done for those with a token
├── TooMuch          (assistant)  more at once than is taken
└── WindowError      (assistant)  the window cannot be opened, or closed before it answered
"""


class CasebookError(Exception):
    """The root: anything Casebook itself has to say no to."""


class MissingPath(CasebookError):
    """There is nothing at the path that was given."""


class UnreadableFile(CasebookError):
    """A file that cannot become a document; the message is the reason shown to the user."""


class Encrypted(UnreadableFile):
    """None of the passwords given opens the file."""


class MissingExtra(CasebookError):
    """An optional package is not installed; the message says which extra brings it."""
