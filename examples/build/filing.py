"""The sources in filings/: court filings as plain text, before they have a format.

A source opens with a TOML head (title, date, and the caption: court, parties, case). Its
body is blocks with a blank line between them, told apart by how their lines open:

    # COUNT ONE          a centred heading; a second such line belongs to it
    ## Background        a heading at the margin
    (a) text             a subparagraph
    | a | b |            a table row
    > text               a line of a signature block
    12. text, text       a paragraph, numbered or not; its lines are joined
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import Enum
from pathlib import Path
from typing import Self


class Kind(Enum):
    """What a block is; the value is the sign that opens each of its lines in a source."""

    HEADING = "## "
    TITLE = "# "
    TABLE = "| "
    SIGNATURE = "> "
    SUBPARAGRAPH = "("
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a filing's body; a paragraph is one line, however its source was wrapped."""

    kind: Kind
    lines: tuple[str, ...]

    @classmethod
    def parse(cls, source: str) -> Self:
        kind = next(kind for kind in Kind if source.startswith(kind.value))
        if kind in (Kind.PARAGRAPH, Kind.SUBPARAGRAPH):
            return cls(kind, (" ".join(source.splitlines()),))
        return cls(kind, tuple(line.removeprefix(kind.value) for line in source.splitlines()))

    @property
    def rows(self) -> list[list[str]]:
        """The cells of a table."""
        return [[cell.strip() for cell in line.strip(" |").split("|")] for line in self.lines]


@dataclass(frozen=True, slots=True)
class Filing:
    title: str
    date: datetime
    court: tuple[str, ...]
    parties: tuple[str, ...]
    case: tuple[str, ...]
    blocks: tuple[Block, ...]

    @classmethod
    def load(cls, path: Path) -> Self:
        _, head, body = path.read_text(encoding="utf-8").split("+++\n", maxsplit=2)
        fields = tomllib.loads(head)
        return cls(
            title=fields["title"],
            date=datetime.combine(fields["date"], time(), tzinfo=UTC),
            court=tuple(fields["court"]),
            parties=tuple(fields["parties"]),
            case=tuple(fields["case"]),
            blocks=tuple(Block.parse(source) for source in body.strip().split("\n\n")),
        )
