"""Answers in the documents' own words: which sentences answer, and whether any does."""

from assistant.quoting.selection import Quoted, Sentence, quote, says_the_same

__all__ = ["Quoted", "Sentence", "quote", "says_the_same"]
