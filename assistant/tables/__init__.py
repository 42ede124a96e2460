"""What a case's papers hold as a table: rows of cells, each with the places that bear it out.

Nothing is imported here, so that the commands know what a table is without the index.
"""
