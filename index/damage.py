"""Whether the files of an index are whole, told before a library reads them: a damaged one may
give anything, or end the process. And a damaged index put aside, so that another can be made.
"""

from __future__ import annotations

import json
import logging
import shutil
import struct
import zlib
from os import SEEK_END
from pathlib import Path

log = logging.getLogger(__name__)

ASIDE = "damaged"
"""What the name of an index that was set aside ends in."""
_SEGMENT = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
"""The endings of tantivy's files that end in a checksum."""
_END = struct.Struct("<II")
_MAGIC = 1337
_HEADER = struct.Struct("<iQQQQQQii")
"""How hnswlib's header begins: version, offset, places, vectors, bytes each, where the label is,
where the vector is, levels, and the vector to begin at."""
_READ_AT_ONCE = 1 << 20


def are_words_damaged(folder: Path) -> bool:
    """Whether a file of a word index is not as tantivy wrote it. Only the files of the segments
    that its list names count: a process that was killed leaves others half written."""
    try:
        segments = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
        named = {str(segment["segment_id"]).replace("-", "") for segment in segments}
    except FileNotFoundError:
        return False
    except (ValueError, KeyError, TypeError):
        return True
    files = [path for path in folder.iterdir() if path.suffix in _SEGMENT]
    return any(_is_segment_damaged(path) for path in files if path.name.split(".")[0] in named)


def _is_segment_damaged(path: Path) -> bool:
    """Whether the checksum at the end of a file is of other bytes than the file's."""
    size = path.stat().st_size
    if size < _END.size:
        return True
    with path.open("rb") as file:
        file.seek(size - _END.size)
        length, magic = _END.unpack(file.read(_END.size))
        begins = size - _END.size - length
        if magic != _MAGIC or begins < 0:
            return True
        file.seek(begins)
        try:
            told = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return True
        file.seek(0)
        checksum, left = 0, begins
        while left:
            some = file.read(min(left, _READ_AT_ONCE))
            checksum, left = zlib.crc32(some, checksum), left - len(some)
    return bool(checksum != told)


def are_vectors_damaged(folder: Path) -> bool:
    """Whether an index in an embedded Chroma's folder says of itself what cannot be."""
    return any(_is_header_damaged(path) for path in folder.glob("*/header.bin"))


def _is_header_damaged(path: Path) -> bool:
    data = path.with_name("data_level0.bin")
    header = path.read_bytes()
    if len(header) < _HEADER.size or not data.exists():
        return True
    version, offset, places, held, each, label, vector, _, begin = _HEADER.unpack_from(header)
    return (
        version != 1
        or offset != 0
        or held > places
        or label + 8 != each
        or vector >= label
        or not -1 <= begin < max(held, 1)
        or data.stat().st_size not in (places * each, held * each)
    )


def clear_unused(folder: Path) -> None:
    """Write zeros where an index in an embedded Chroma's folder has room for more vectors: there
    it keeps whatever stood in memory, such as vectors that were removed. Raises `OSError`."""
    for path in folder.glob("*/header.bin"):
        if _is_header_damaged(path):
            continue
        _, _, places, held, each, *_ = _HEADER.unpack_from(path.read_bytes())
        with path.with_name("data_level0.bin").open("r+b") as data:
            if data.seek(0, SEEK_END) == places * each:
                data.truncate(held * each)
                data.truncate(places * each)  # what is added reads as zeros


def set_aside(folder: Path, what: str) -> None:
    """Put a damaged index out of the way, in place of one that was put there before, and say so;
    raises `OSError`."""
    aside = folder.with_name(f"{folder.name}.{ASIDE}")
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    log.warning("%s damaged; they were set aside and are made anew from the catalogue.", what)


def drop_set_aside(home: Path) -> None:
    """Remove what was set aside in a home."""
    for aside in (*home.glob(f"*.{ASIDE}"), *home.glob(f"lexical/*.{ASIDE}")):
        shutil.rmtree(aside, ignore_errors=True)
