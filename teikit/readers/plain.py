"""Read plain text and the markdown that OCR engines emit: bytes in, :class:`~teikit.core.Source` out.

The markdown is not parsed here. It is text like any other, and the pass ``markup`` sets it aside, so that the source is
always what the engine wrote.
"""

from __future__ import annotations

import codecs
import hashlib
import re

from teikit.core import Note, Source
from teikit.errors import Refused
from teikit.readers.hazards import hazards

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""Byte order marks, and the encodings that they show."""
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\udc80-\udcff]")
"""Control characters that no text has, and bytes that are not UTF-8."""
BINARY_SHARE = 0.1  # of control characters and undecodable bytes, above which a file is not text
SHORT_FILE = 400  # characters of a short file, at most
SHORT_SHARE = 0.5  # of such characters, above which a short file is not text
SAMPLE = 2000  # bytes in which UTF-16 without a byte order mark is looked for
LEAST_SAMPLE = 8  # bytes of a file from which it can be recognised
MOSTLY_ZERO = 0.7  # share of zeros in every other byte, above which a file looks like UTF-16
HARDLY_ZERO = 0.1  # share of zeros among the other bytes, below which it does


def read_text(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Decode one OCR text.

    ``name`` is its name in messages and in the TEI; ``encoding`` is the one that the user states. Without it the text
    is UTF-8, or UTF-16 with a byte order mark; bytes that are not UTF-8 are kept one by one, and a note says so. Raises
    :class:`~teikit.errors.Refused` for what is not text, or not in the encoding named.
    """
    digest = hashlib.sha256(data).hexdigest()
    if encoding is None:
        text, encoding, bom = _decode(data, name)
    else:
        bom, encoding = _marked_so(data, encoding)
        text = _decode_as(data, len(bom), name, encoding)
    notes = (*_encoding_notes(bom, encoding), *hazards(text))
    source = Source(name, text, encoding, bom, digest, notes)
    if not _is_reversible(source, data):
        message = f"the text cannot be turned back into its bytes in the encoding {encoding}"
        hint = "Name another encoding with --encoding; UTF-16 without a byte order mark is utf-16-le or utf-16-be."
        raise Refused("ENC-NOT-REVERSIBLE", message, hint, name)
    return source


def _is_reversible(source: Source, data: bytes) -> bool:
    try:
        return source.encode() == data
    except UnicodeError:
        return False


def _decode(data: bytes, name: str) -> tuple[str, str, bytes]:
    """The text of UTF-8, or of UTF-16 with a byte order mark; its encoding; the mark."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused("ENC-UTF32", "this is UTF-32", "Convert it first: iconv -f UTF-32 -t UTF-8", name)
    bom, encoding = next((pair for pair in BOMS if data.startswith(pair[0])), (b"", "utf-8"))
    if encoding != "utf-8":
        try:
            return data[len(bom) :].decode(encoding), encoding, bom
        except UnicodeDecodeError as error:
            message = f"this is UTF-16, but broken at byte {error.start + len(bom)}: {error.reason}"
            raise Refused("ENC-UTF16-BROKEN", message, "Ask for the file again, or repair it.", name) from None
    _refuse_utf16_without_mark(data, name)
    text = data[len(bom) :].decode("utf-8", "surrogateescape")
    share = BINARY_SHARE if len(text) > SHORT_FILE else SHORT_SHARE
    if len(NOT_TEXT.findall(text)) > share * len(text):
        message = "this is not text: too many control characters, or bytes that are not UTF-8"
        raise Refused("IN-BINARY", message, "If it is text in another encoding, name it with --encoding.", name)
    return text, encoding, bom


def _refuse_utf16_without_mark(data: bytes, name: str) -> None:
    """Refuse what looks like UTF-16 of Latin letters: every other byte is zero (ENC-LOOKS-UTF16)."""
    sample = data[:SAMPLE]
    if len(sample) < LEAST_SAMPLE:
        return
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, letters = sample[start::2], sample[1 - start :: 2]
        if zeros.count(0) > MOSTLY_ZERO * len(zeros) and letters.count(0) < HARDLY_ZERO * len(letters):
            message = "every other byte is zero: this looks like UTF-16 without a byte order mark"
            raise Refused("ENC-LOOKS-UTF16", message, f"If so, say: --encoding {encoding}", name)


def _marked_so(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark of a text in the encoding that the user states, and the encoding according to the mark.

    Without such a mark it is the encoding that was stated: ``utf-16`` may be one of two, ``utf-8-sig`` is UTF-8.
    """
    try:
        named = codecs.lookup(encoding).name
    except LookupError:
        return b"", encoding
    for bom, shown in BOMS:
        if data.startswith(bom) and named in (shown, shown.removesuffix("-le").removesuffix("-be"), f"{shown}-sig"):
            return bom, shown
    return b"", "utf-8" if named == "utf-8-sig" else encoding


def _decode_as(data: bytes, start: int, name: str, encoding: str) -> str:
    """The text from a byte on, in the encoding that the user states."""
    try:
        return data[start:].decode(encoding, "surrogateescape")
    except LookupError:
        message = f"there is no encoding called '{encoding}'"
        raise Refused("ENC-UNKNOWN", message, "Usual ones are utf-8, cp1252, latin-1, utf-16.", name) from None
    except UnicodeError as error:
        at = start + getattr(error, "start", 0)
        message = f"byte {at} is not {encoding}: {getattr(error, 'reason', error)}"
        raise Refused("ENC-BAD-BYTES", message, "Leave out --encoding, or name another one.", name) from None


def _encoding_notes(bom: bytes, encoding: str) -> list[Note]:
    if encoding.startswith("utf-16") and bom:
        return [Note("ENC-UTF16", f"the file is {encoding.upper()} with a byte order mark")]
    if bom:
        return [Note("ENC-BOM", "the file begins with a UTF-8 byte order mark; it is kept, but is not text")]
    return []
