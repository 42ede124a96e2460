"""One module a family of formats; each gives `Extracted` from the bytes of a file."""
