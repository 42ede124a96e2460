"""Answers as files that others can read, and checked again later."""
