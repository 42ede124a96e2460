"""The events of a case in the order in which they happened, each with its places."""

from assistant.chronology.building import Chronology, Entry, Told, Wanted, chronology
from assistant.chronology.standing import STANDINGS, Standing

__all__ = ["STANDINGS", "Chronology", "Entry", "Standing", "Told", "Wanted", "chronology"]
