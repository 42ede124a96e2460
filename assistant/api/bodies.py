"""What requests hold, made fit to be kept and looked up."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, model_validator


class Body(BaseModel):
    """The JSON object of a request, its texts without halves of characters, which JSON can
    carry and neither the catalogue nor an index can take."""

    @model_validator(mode="before")
    @classmethod
    def _readable(cls, given: Any) -> Any:
        return readable(given)


def readable(given: Any) -> Any:
    """What JSON gave, each half of a character in it as a question mark."""
    if isinstance(given, str):
        return given.encode("utf-8", "replace").decode("utf-8")
    if isinstance(given, list):
        return [readable(each) for each in given]
    if isinstance(given, dict):
        return {readable(name): readable(value) for name, value in given.items()}
    return given
