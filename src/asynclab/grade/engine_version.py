"""Which engine this is. Imports nothing of a notebook's: a worker of a cluster is asked for it first of all."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import asynclab

_PACKAGES = ("asynclab", "langchain-core", "langgraph", "langsmith", "pydantic", "ipython")


@cache
def engine_identity() -> str:
    """The code that grades and what it stands on: versions, Python, and a digest of asynclab's own source.

    Two machines with the same one give the same grades. Looked up once a process.
    """
    versions = [f"{package} {_version(package)}" for package in _PACKAGES]
    return ", ".join([*versions, f"Python {platform.python_version()}", f"source {_source_digest()[:16]}"])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _source_digest() -> str:
    folder = Path(asynclab.__file__).parent
    return _digest(b"".join(_named(folder)))


def _named(folder: Path) -> Iterator[bytes]:
    """Each source file's name and digest, in an order that no file system decides."""
    for path in sorted(folder.rglob("*.py"), key=lambda path: path.relative_to(folder).as_posix()):
        yield f"{path.relative_to(folder).as_posix()} {_digest(path.read_bytes())}\n".encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
