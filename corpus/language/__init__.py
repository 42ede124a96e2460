"""What a text says, read without knowing what file it stands in or what was asked of it."""
