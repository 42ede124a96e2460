"""Word search: BM25 over passages (Robertson & Zaragoza, 2009), kept on disk by tantivy.

Queries are built from analysed words, never parsed, so that no character a user types
is query syntax.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path

import tantivy

from index.damage import are_words_damaged
from index.errors import DamagedIndex, HomeError
from index.filters import FEW, searched_deeper

_ANALYZER = "english"
_BETWEEN = "0between0texts0"
"""A word for the analyser that stays as it is, and that stands in no text."""


STOP_WORDS = (
    "a about an and any are as at be been being but by can could did do does for from had has "
    "have he her him his how i if in into is it its me my of on or our she should so such than "
    "that the their them then there these they this those to us was we were what when where "
    "which who whom whose why will with would you your much many say says said s t d ll re ve"
).split()
"""Words that tell nothing of what a question is about. "not", "no" and "against" do."""


LONGEST_WORD = 200
"""Bytes from which a word is none: the digests that name files (SHA-512 has 128 characters) are
looked for, rows of encoded data are not."""
_DAMAGED = ("corrupt", "doesnotexist", "invalid", "unsupported", "schema error", "incompatible")
"""Words by which tantivy says that its files are not as it wrote them."""


@contextmanager
def _using(done: str) -> Iterator[None]:
    """For what uses tantivy; raises `DamagedIndex`, or `HomeError` for what the system refused.

    What cannot be read at all is damaged; where tantivy panics, that comes as no `Exception`.
    """
    try:
        yield
    except (ValueError, OSError) as error:  # tantivy gives what the system said as a ValueError
        said = str(error)
        sentence = f"The word index could not be {done}: {said}."
        if done == "read" or any(word in said.lower() for word in _DAMAGED):
            raise DamagedIndex(sentence, "in_words") from error
        raise HomeError(sentence) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedIndex(f"The word index could not be {done}.", "in_words") from error


class LexicalIndex:
    """The words of one case's passages. Not for two processes at once."""

    @_using("opened")
    def __init__(self, folder: Path) -> None:
        """Raises `DamagedIndex`, or `HomeError` when it cannot be written."""
        folder.mkdir(parents=True, exist_ok=True)
        if are_words_damaged(folder):
            raise DamagedIndex("The word index is damaged.", "in_words")
        self._analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(LONGEST_WORD))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(tantivy.Filter.custom_stopword(STOP_WORDS))
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("passage", stored=True, indexed=True, fast=True)
        builder.add_text_field("text", tokenizer_name=_ANALYZER, index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._index.register_tokenizer(_ANALYZER, self._analyzer)

    @_using("written")
    def change(self, add: Iterable[tuple[int, str]] = (), remove: Iterable[int] = ()) -> None:
        """Put passages (number, text) in and take others out, in one commit."""
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        # What a change that was killed had begun to write is in the way of the same change.
        writer.garbage_collect_files()
        for passage in remove:
            writer.delete_documents_by_term("passage", passage)
        for passage, text in add:
            writer.delete_documents_by_term("passage", passage)
            writer.add_document(tantivy.Document(passage=passage, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    @_using("read")
    def __len__(self) -> int:
        """How many passages it holds."""
        return int(self._index.searcher().num_docs)

    def stems(self, text: str) -> list[str]:
        """The words of `text` in order as they are searched: lower case, stems, no stop words."""
        return list(self._analyzer.analyze(text))

    def stems_of_each(self, texts: Sequence[str]) -> list[list[str]]:
        """What `stems` gives for each text; in one call, since a search asks for a thousand."""
        stems = self.stems(f" {_BETWEEN} ".join(texts))
        ends = [place for place, stem in enumerate(stems) if stem == _BETWEEN]
        if len(ends) != len(texts) - 1:  # none, or a text that holds the mark itself
            return [self.stems(text) for text in texts]
        starts = [0, *(end + 1 for end in ends)]
        return [stems[a:b] for a, b in zip(starts, [*ends, len(stems)], strict=True)]

    def words(self, text: str) -> list[str]:
        """The distinct words of `text` as they are searched."""
        return list(dict.fromkeys(self._analyzer.analyze(text)))

    @_using("read")
    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """How much each word tells in this case: BM25's inverse document frequency."""
        # Passages taken out still count among those that hold a word until tantivy merges.
        searcher = self._index.searcher()
        total = searcher.num_docs
        found = {word: searcher.doc_freq("text", word) for word in words}
        return {
            word: math.log(1 + (max(total - n, 0) + 0.5) / (n + 0.5)) for word, n in found.items()
        }

    @_using("read")
    def search(
        self, query: str, limit: int, among: Set[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages, of those `among` where it is given, as (number, BM25 score), best
        first; none for no known word."""
        words = self.words(query)[:MOST_WORDS]
        if not words:
            return []
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", word, "freq"))
            for word in words
        ]
        wanted = tantivy.Query.boolean_query(terms)
        if among is None:
            return self._best(wanted, limit)
        if len(among) > FEW:
            return searched_deeper(lambda n: self._best(wanted, n), limit, among, len(self))
        these = tantivy.Query.term_set_query(self._schema, "passage", list(among))
        both = [
            (tantivy.Occur.Must, wanted),
            (tantivy.Occur.Must, tantivy.Query.const_score_query(these, 0.0)),
        ]
        return self._best(tantivy.Query.boolean_query(both), limit)

    def _best(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        return [(_passage_number(searcher.doc(address)), float(score)) for score, address in hits]


MOST_WORDS = 200
"""Words of a query that are looked up; a question has a few, a pasted page has more."""


def _passage_number(document: tantivy.Document) -> int:
    number: int = document["passage"][0]
    return number
