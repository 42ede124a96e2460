"""Questions to begin with: what a case is known to answer, made from its own papers."""

from assistant.starters.asking import Starter
from assistant.starters.keeping import known_starters, starter_questions

__all__ = ["Starter", "known_starters", "starter_questions"]
