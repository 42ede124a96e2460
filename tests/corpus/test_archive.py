"""Zip archives: their members are documents, and none of them can do harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document
from corpus.readers.enclosed import plain_path, told_apart
from corpus.readers.extracted import Aids, Part
from corpus.reading import MOST_FILES, Refused, read_all


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def names(results: list[Document | Refused]) -> list[str]:
    return [one.name for one in results]


def test_members_are_documents_called_by_their_path() -> None:
    data = zipped(
        {
            "exhibits/": "",
            "exhibits/a.txt": "He signed.",
            "b.txt": "He paid.",
            "__MACOSX/._b.txt": "junk",
            "exhibits/.DS_Store": "junk",
            "exhibits/Thumbs.db": "junk",
        }
    )
    found = list(read_all(data, "box.zip"))
    assert names(found) == ["box.zip/exhibits/a.txt", "box.zip/b.txt"]
    assert [one.text for one in found if isinstance(one, Document)] == ["He signed.", "He paid."]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a/b.txt", "a/b.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Users\\Ana\\plan.docx", "Users/Ana/plan.docx"),
        ("a\\..\\b.txt", "a/b.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("exe.\u202etxt", "exe.txt"),
        ("a\0b\n.txt", "ab.txt"),
        ("Re: C: the plan.txt", "Re: C: the plan.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("..", ""),
    ],
)
def test_a_name_stays_below_its_holder(name: str, plain: str) -> None:
    assert plain_path(name) == plain


@given(st.lists(st.text(max_size=6)))
def test_names_are_told_apart_however_they_are_written(given_names: list[str]) -> None:
    parts = told_apart(Part(plain_path(name) or "file", b"") for name in given_names)
    assert len({part.name.casefold() for part in parts}) == len(given_names)


@pytest.mark.parametrize("written", ["añejo.txt", "Приговор.txt"])
def test_names_in_utf_8_are_read_whether_or_not_they_say_so(written: str) -> None:
    said = zipped({written: "Yes."})
    unsaid = zipped({"x" * len(written.encode()): "Yes."}).replace(
        b"x" * len(written.encode()), written.encode()
    )
    assert names(list(read_all(said, "a.zip"))) == [f"a.zip/{written}"]
    assert names(list(read_all(unsaid, "a.zip"))) == [f"a.zip/{written}"]


def encrypted(name: str, content: bytes, password: bytes) -> bytes:
    """A zip archive with one member, stored and encrypted as PKZIP does."""
    check = zlib.crc32(content)
    keys = _Keys(password)
    body = keys.encrypt(bytes(11) + bytes((check >> 24,)) + content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, body)
    data = bytearray(buffer.getvalue())
    central = data.index(b"PK\x01\x02")
    for place in (6, central + 8):
        data[place] |= 1
    for place in (14, central + 16):
        data[place : place + 4] = check.to_bytes(4, "little")
    for place in (22, central + 24):
        data[place : place + 4] = len(content).to_bytes(4, "little")
    return bytes(data)


class _Keys:
    """The cipher of old zip archives: three keys that each byte moves on."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._move(byte)

    def encrypt(self, data: bytes) -> bytes:
        written = bytearray()
        for byte in data:
            word = (self.keys[2] | 2) & 0xFFFF
            written.append(byte ^ ((word * (word ^ 1)) >> 8 & 0xFF))
            self._move(byte)
        return bytes(written)

    def _move(self, byte: int) -> None:
        first, second, third = self.keys
        first = _crc(first, byte)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        self.keys = [first, second, _crc(third, second >> 24)]


def _crc(value: int, byte: int) -> int:
    return zlib.crc32(bytes((byte,)), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


@pytest.mark.parametrize(
    ("passwords", "result"),
    [
        (("secret",), "He paid."),
        (("wrong", "secret"), "He paid."),
        ((), "it is encrypted; give its password with --password"),
        (("wrong",), "none of the passwords opens it"),
    ],
)
def test_an_encrypted_member_opens_with_its_password(
    passwords: tuple[str, ...], result: str
) -> None:
    data = encrypted("sum.txt", b"He paid.", b"secret")
    (found,) = read_all(data, "a.zip", Aids(passwords))
    assert found.name == "a.zip/sum.txt"
    assert (found.reason if isinstance(found, Refused) else found.text) == result


def nested(depth: int) -> bytes:
    data = zipped({"end.txt": "He signed."})
    for _ in range(depth):
        data = zipped({"in.zip": data})
    return data


def test_archives_in_archives_are_followed_only_so_far() -> None:
    (reached,) = read_all(nested(4), "a.zip")
    (too_deep,) = read_all(nested(5), "a.zip")
    assert isinstance(reached, Document)
    assert isinstance(too_deep, Refused)
    assert too_deep.reason == "it lies too deep in files inside files"


def test_archives_in_archives_have_one_limit_together() -> None:
    full = zipped({f"{number}.txt": "" for number in range(4_500)})
    found = list(read_all(zipped({"a.zip": full, "b.zip": full, "c.zip": full}), "x.zip"))
    assert len(found) == MOST_FILES - 3 + 1  # three of them are the archives
    assert found[-1].name == "x.zip/c.zip/997.txt"
    assert "what follows are left out" in getattr(found[-1], "reason", "")


def test_a_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(64 * 2**20))
    (found,) = read_all(zipped({"in.zip": buffer.getvalue()}), "a.zip")
    assert isinstance(found, Refused)
    assert found.reason == "it would unpack to far more than a document holds"


def test_a_damaged_member_is_refused_and_the_rest_is_read() -> None:
    data = zipped({"a.txt": "He signed.", "b.txt": "He paid."})
    found = list(read_all(data.replace(b"He signed.", b"He sXgned."), "a.zip"))
    assert [getattr(one, "reason", "read") for one in found] == [
        "it is damaged in its archive",
        "read",
    ]


@given(st.integers(0, 300), st.binary(max_size=8))
def test_a_mutilated_archive_is_read_or_refused(place: int, junk: bytes) -> None:
    data = bytearray(zipped({"a.txt": "He signed.", "b/c.txt": "He paid."}))
    data[place : place + len(junk)] = junk
    for result in read_all(bytes(data), "a.zip"):
        assert result.reason if isinstance(result, Refused) else result.text
