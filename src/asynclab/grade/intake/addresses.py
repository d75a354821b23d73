"""Which addresses may stand in what a student wrote, where an instructor reads it. Pure.

A page of nbgrader's is of the server at which its reader is logged in, and so is whatever lies beside the submission:
a script of a `.html` there would run in the reader's name, as `javascript:` would, and reading another address of that
server may change something (its `formgrader?path=...` takes on the configuration in a folder). So a link leads to
the web, to an address for mail, within the page, or to a file beside the notebook of a kind in which nothing runs; and
a picture, which is fetched unasked and tells who reads when, comes from no other place than the submission itself.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB = re.compile(r"(?:https?://|mailto:)[!-~]+|#[!-~]*", re.IGNORECASE)
_BESIDE = re.compile(r"[^\x00-\x1f\x7f\\:?#<>\"|*]+")  # and no scheme, no query
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_FILES = (*_PICTURES, ".csv", ".ipynb", ".json", ".md", ".npy", ".npz", ".pdf", ".py", ".toml", ".tsv", ".txt", ".yaml")
_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*")


def is_link(address: str) -> bool:
    """Return whether a link may lead to this address."""
    return bool(_WEB.fullmatch(address)) or _is_beside(address.partition("#")[0], _FILES)


def is_picture(address: str) -> bool:
    """Return whether a picture may be shown from this address: its own pixels, or a picture beside the notebook."""
    return bool(_DATA.fullmatch(address)) or _is_beside(address, _PICTURES)


def _is_beside(address: str, kinds: tuple[str, ...]) -> bool:
    path = unquote(address)  # a browser takes %2e%2e for the folder above
    folders = path.removeprefix("./").split("/")
    return bool(
        _BESIDE.fullmatch(path)
        and path.lower().endswith(kinds)
        and not any(folder.strip(" .") == "" for folder in folders)  # "", ".", "..": up, or from the server's root
    )
