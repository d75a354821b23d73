"""The name of a page's file, made of a name that may be anything: a path, markup, letters of any script. Pure."""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import normalize

_LONGEST = 40  # characters of the name that can be read in it
_DIGITS = 10  # of the hash: of 10,000 names no two are the same


def page_name(name: str) -> str:
    """Return small letters, digits and hyphens: what can be read of the name, and a hash of all of it.

    Two names never share a file, also where a file system takes small and capital letters for the same; and no name
    leads out of its folder, or is one of Windows' own.
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{readable}-{digest}" if readable else digest


def plain_name(name: str) -> str:
    """Return a name of the course's own, such as an assignment's or a cell's, as it is where it is nothing but letters,
    digits, `_` and `-`; else its page name.
    """
    return name if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name) else page_name(name)
