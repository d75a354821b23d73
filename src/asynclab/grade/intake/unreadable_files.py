"""What a file is that is no notebook, as the end of a sentence to its student, with what to do about it. Pure.

Needs only the standard library, as `parse.py` does.
"""

from __future__ import annotations

import re
from json import JSONDecodeError

_NOT_ONE = "it is {}, not a notebook"
_ARCHIVE = "it is {}: unpack it, and hand in the notebook that is in it"
_BEGINNINGS = (
    (b"PK\x03\x04", _ARCHIVE.format("a ZIP archive")),
    (b"PK\x05\x06", _NOT_ONE.format("a ZIP archive with nothing in it")),
    (b"\x1f\x8b", _ARCHIVE.format("a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE.format("a 7z archive")),
    (b"Rar!\x1a\x07", _ARCHIVE.format("a RAR archive")),
    (b"%PDF-", _NOT_ONE.format("a PDF")),
    (b"\x89PNG\r\n", _NOT_ONE.format("a picture")),
    (b"\xff\xd8\xff", _NOT_ONE.format("a picture")),
    (b"<!doctype html", _NOT_ONE.format("a web page")),
    (b"<html", _NOT_ONE.format("a web page")),
)
_OFFICE = (b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis.opendocument")  # names in such an archive
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>)( |$)", re.MULTILINE)  # what git leaves of a merge
_UNSAVED = "\x00 \t\r\n"  # a disk that was full leaves zeros
# what is left of a word, a number or an escaped letter where the file ends within it
_BEGUN = re.compile(r"(t(ru?)?|f(a(ls?)?)?|n(ul?)?|[-.]|\\?u?[0-9a-fA-F]{0,3})?")


def kind_of_file(raw: bytes) -> str:
    """Return what bytes that begin as no notebook does are, and what to do; "" where nobody can tell."""
    begins = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    known = next((said for mark, said in _BEGINNINGS if begins[: len(mark)].lower() == mark.lower()), "")
    if begins.startswith(b"PK\x03\x04") and any(name in raw[:4096] for name in _OFFICE):
        return _NOT_ONE.format("an office document")
    if not known and raw and not raw.strip(b"\x00"):
        return "there is nothing in it but zeros, as a full disk leaves them"
    return known


def why_not_json(text: str, error: JSONDecodeError) -> str:
    """Return where a text stops to be the JSON that a notebook is made of: it breaks off, or has marks of a merge."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return "it is not JSON, which a notebook is made of"
    if (conflict := _CONFLICT.search(text)) is not None:
        line = text.count("\n", 0, conflict.start()) + 1
        return (
            f"it has the marks of a merge that was not settled, from line {line} on: settle it, and save the notebook"
        )
    whole = text.rstrip(_UNSAVED)
    if _breaks_off(whole, error):
        return f"it breaks off in line {whole.count(chr(10)) + 1}, and the rest is missing"
    return f"it is not JSON, which a notebook is made of, from line {_line(whole, error.pos)} on"


def _line(text: str, at: int) -> int:
    """The line of an error; of a comma too many that of the comma, as Python tells it from 3.13 on."""
    before = text[:at].rstrip()
    if text[at : at + 1] in ("}", "]") and before.endswith(","):
        at = len(before) - 1
    return text.count("\n", 0, at) + 1


def _breaks_off(text: str, error: JSONDecodeError) -> bool:
    """Whether nothing is wrong with a text but that it ends too early."""
    if error.msg.startswith("Unterminated string"):
        return True
    return bool(_BEGUN.fullmatch(text, error.pos))
