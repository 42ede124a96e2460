"""Words of layers that are switched off are left out, with a flag."""

from __future__ import annotations

import pytest

from corpus.reading import read_bytes

SHOWN, HIDDEN = "The rent is nine thousand dollars.", "The rent is two hundred dollars."


def layered(content: str, *, off: str, form: str = "", form_layer: str = "") -> bytes:
    """A page with two layers, One (6 0 R) and Two (7 0 R), of which `off` are switched off."""
    layer = f"/OC {form_layer}" if form_layer else ""
    objects = [
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]"
        f"/D<</Order[6 0 R 7 0 R]/OFF[{off}]>>>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<"
        "/Font<</F 5 0 R>>/XObject<</X 8 0 R>>/Properties<</One 6 0 R/Two 7 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/OCG/Name(One)>>",
        "<</Type/OCG/Name(Two)>>",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 612 792]{layer}/Resources<</Font<</F 5 0 R>>>>"
        f"/Length {len(form)}>>stream\n{form}\nendstream",
    ]
    data, places = b"%PDF-1.6\n", []
    for number, words in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{words}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 9\n0000000000 65535 f \n{table}trailer<</Size 9/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode()


def line(words: str, y: int) -> str:
    return f"BT /F 12 Tf 72 {y} Td ({words}) Tj ET"


@pytest.mark.parametrize("y", [700, 660])
def test_words_of_a_layer_that_is_off_are_left_out_and_told(y: int) -> None:
    content = f"/OC /One BDC {line(SHOWN, 700)} EMC\n/OC /Two BDC {line(HIDDEN, y)} EMC"
    document = read_bytes(layered(content, off="7 0 R"), "lease.pdf")
    assert document.text == SHOWN
    assert [flag.kind for flag in document.flags] == ["unseen"]
    assert [mark.value for mark in document.marks if mark.kind == "unseen"] == [HIDDEN]


def test_words_of_a_part_in_a_layer_that_is_off_are_left_out() -> None:
    data = layered(f"{line(SHOWN, 700)} /X Do", off="7 0 R", form=line(HIDDEN, 660),
                   form_layer="7 0 R")  # fmt: skip
    assert read_bytes(data, "lease.pdf").text == SHOWN


def test_words_of_layers_that_are_on_are_read() -> None:
    content = f"/OC /One BDC {line(SHOWN, 700)} EMC\n/OC /Two BDC {line(HIDDEN, 640)} EMC /X Do"
    data = layered(content, off="", form=line("So it is.", 580), form_layer="7 0 R")
    document = read_bytes(data, "lease.pdf")
    assert document.text == f"{SHOWN}\n\n{HIDDEN}\n\nSo it is."
    assert document.flags == ()
