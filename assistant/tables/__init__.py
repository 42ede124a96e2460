"""What a case's papers hold as a table: rows of cells, each with the places that bear it out."""

from assistant.tables.coverage import Coverage, coverage_of
from assistant.tables.table import Cell, Place, Row, Table, Tabled, placed

__all__ = ["Cell", "Coverage", "Place", "Row", "Table", "Tabled", "coverage_of", "placed"]
