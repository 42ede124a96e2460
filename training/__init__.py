"""How the models that come with Casebook were trained: the data, and a command for each model.

Nothing here is part of an installation; `docs/models.md` says what was measured.
"""
