"""Where papers of a case give different values for the same thing; shown, never judged."""

from assistant.conflicts.building import Conflict, Conflicts, Side, conflicts

__all__ = ["Conflict", "Conflicts", "Side", "conflicts"]
