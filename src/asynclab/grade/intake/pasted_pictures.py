"""Pictures that a student put into a written answer: what of them may be kept. Pure, standard library alone.

Kept are the formats whose pixels every browser shows and in which nothing runs, by their first bytes and not by what
their file says of them.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

LARGEST = 5 << 20  # characters of one picture, in base64
MOST = 20  # pictures of one cell
_STARTS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}
_SAFE = ":/?#@!$&()*+,;=%"  # as nbconvert's renderer writes an address
_IN_TEXT = re.compile(r"\]\(data:(image/[a-z]+);base64,([A-Za-z0-9+/=\s]{1,7000000}?)\)")


@dataclass(frozen=True)
class PastedPicture:
    """An attachment of a cell. name: as the text calls it, `attachment:name`. data: base64."""

    name: str
    mime: str
    data: str


def attached(attachments: object) -> tuple[PastedPicture, ...]:
    """Return the pictures among a cell's attachments, whatever a file has in their place."""
    found = [picture for each in _listed(attachments) if (picture := _picture(*each))]
    return tuple(found[:MOST])


def embedded(text: str) -> tuple[str, tuple[PastedPicture, ...]]:
    """Return a text whose pictures stand in it as `data:` (Colab writes them so), with attachments in their place."""
    pictures: list[PastedPicture] = []

    def taken(found: re.Match[str]) -> str:
        name = f"picture-{len(pictures) + 1}"
        picture = _picture(name, found[1], re.sub(r"\s", "", found[2])) if len(pictures) < MOST else None
        if picture is None:
            return found[0]
        pictures.append(picture)
        return f"](attachment:{name})"

    return (_IN_TEXT.sub(taken, text), tuple(pictures)) if "](data:image/" in text else (text, ())


def _listed(attachments: object) -> Iterator[tuple[Any, Any, Any]]:
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        for mime, data in bundle.items() if isinstance(bundle, dict) else ():
            yield name, mime, "".join(map(str, data)) if isinstance(data, list) else data


def _picture(name: object, mime: object, data: object) -> PastedPicture | None:
    if not (isinstance(name, str) and isinstance(data, str) and mime in _STARTS and 0 < len(data) <= LARGEST):
        return None
    try:
        raw = base64.b64decode(re.sub(r"\s", "", data), validate=True)
    except (binascii.Error, ValueError):
        return None
    kind = next((kind for kind, starts in _STARTS.items() if raw.startswith(starts)), None)
    if kind is None:
        return None
    called = quote(name[:200], safe=_SAFE, errors="replace")
    return PastedPicture(called, kind, base64.b64encode(raw).decode())
