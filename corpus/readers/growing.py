"""A text put together block by block, so that each block knows where it came to stand."""

from __future__ import annotations


class GrowingText:
    """Blocks of text with gaps between them; `end` is where the text ends so far."""

    __slots__ = ("_blocks", "end")

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self.end = 0

    def add(self, block: str, gap: str = "\n\n") -> tuple[int, int]:
        """Puts a block at the end, after a gap unless it is the first.

        Gives the (start, end) of the block without the gap; an empty block leaves no gap.
        """
        if not block:
            return self.end, self.end
        if self._blocks:
            self._blocks.append(gap)
            self.end += len(gap)
        start = self.end
        self._blocks.append(block)
        self.end += len(block)
        return start, self.end

    def __str__(self) -> str:
        return "".join(self._blocks)
