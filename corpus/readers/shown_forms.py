"""Forms of a page as they are filled in: boxes ticked or empty, the chosen entry of a list, and
what is typed into a field."""

from __future__ import annotations

from typing import Any

from corpus.readers.symbols import box

Element = Any
"""An element of a tree (lxml)."""
_TYPED = frozenset(("", "text", "date", "email", "month", "number", "tel", "time", "url", "week"))
"""Types of fields whose value is shown."""


def show_inputs(tree: Element) -> None:
    """Puts into the tree what its form fields show. The sign of a box stands before its label,
    wherever the box itself stands."""
    labels = {label.get("for"): label for label in tree.iter("label") if label.get("for")}
    for field in list(tree.iter("input", "select")):
        kind = (field.get("type") or "").strip().lower()
        if field.tag == "select":
            _show_chosen(field)
        elif kind in ("checkbox", "radio"):
            _show_box(field, labels)
        elif kind in _TYPED and (value := (field.get("value") or "").strip()):
            field.tag, field.text = "span", value
            _part(field)


def _show_box(field: Element, labels: dict[str | None, Element]) -> None:
    sign = box(field.get("checked") is not None)
    label = next(field.iterancestors("label"), None)
    if label is None:
        label = labels.get(field.get("id"))
    field.tag = "span"
    if label is None:
        field.text = sign
        _part(field)
    else:
        field.text = None
        label.text = f"{sign} {(label.text or '').lstrip()}"


def _show_chosen(field: Element) -> None:
    options = list(field.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and field.get("multiple") is None:
        chosen = options[:1]
    words = "; ".join(" ".join("".join(option.itertext()).split()) for option in chosen)
    for inner in list(field):
        field.remove(inner)
    field.tag, field.text = "span", words
    _part(field)


def _part(field: Element) -> None:
    """Sets a field's words apart from those after it."""
    if (field.tail or "")[:1].strip():
        field.tail = f" {field.tail}"
