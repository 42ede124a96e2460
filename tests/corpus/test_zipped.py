"""Files that are zips inside are opened only where unpacking them is safe."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus import UnreadableFile
from corpus.readers.zipped import LARGEST, MOST_MEMBERS, open_zip, read_member, xml_of
from tests import files
from tests.corpus.zips import LAUGHS


def deflated(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def claiming(size: int) -> bytes:
    """A zip whose list of members says that its one member unpacks to `size` bytes."""
    data = bytearray(deflated({"a": b"words"}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = size.to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(deflated({"a": b"words"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_what_is_safe_is_opened() -> None:
    with open_zip(deflated({"a": b"\0" * 9_000_000, "b": b"words"})) as archive:
        assert archive.namelist() == ["a", "b"]
        assert read_member(archive, "b") == b"words"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"PK\x03\x04 and no more", "the file is damaged", id="no zip"),
        pytest.param(deflated({"a": b"words"})[:-9], "the file is damaged", id="cut off"),
        pytest.param(deflated({"a": b"\0" * 11_000_000}), "it would unpack to", id="bomb"),
        pytest.param(claiming(LARGEST + 1), "it would unpack to", id="too large"),
        pytest.param(encrypted(), "it is encrypted", id="encrypted"),
        pytest.param(
            files.archive({str(n): "" for n in range(MOST_MEMBERS + 1)}), "it holds more", id="many"
        ),
    ],
)
def test_what_is_not_safe_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        open_zip(data)


def test_a_member_gives_no_more_than_it_claims() -> None:
    buffer = deflated({"a": b"words " * 1_000})
    data = bytearray(buffer)
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (5).to_bytes(4, "little")
    with open_zip(bytes(data)) as archive, pytest.raises(UnreadableFile, match="its part a"):
        read_member(archive, "a")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (f"{LAUGHS}<a>&e;</a>", "declares text of its own"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares text of its own"),
        ("<a><b></a>", "its part x cannot be read"),
        ("", "its part x cannot be read"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "its part x cannot be read"),
    ],
)
def test_xml_that_is_unsafe_or_broken_is_refused(source: str, reason: str) -> None:
    with (
        open_zip(files.archive({"x": source})) as archive,
        pytest.raises(UnreadableFile, match=reason),
    ):
        xml_of(archive, "x")


def test_a_part_that_is_missing_is_named() -> None:
    with (
        open_zip(files.archive({"a": ""})) as archive,
        pytest.raises(UnreadableFile, match="part x"),
    ):
        xml_of(archive, "x")
