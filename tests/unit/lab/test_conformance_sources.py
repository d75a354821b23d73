"""Where the suites of `make conformance` come from: pinned, checked, and without the packages that they test."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from tests.conformance import sources
from tests.conformance.names import is_like
from tests.conformance.sources import LeftOut, NotAsPinned, Source, unpacked


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """A source distribution that was fetched before."""
    monkeypatch.setattr(sources, "BUILD", tmp_path)
    archive = tmp_path / "a_peer-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name in ("pyproject.toml", "a_peer/__init__.py", "tests/conftest.py"):
            tar.addfile(tarfile.TarInfo(f"a_peer-1.0/{name}"), io.BytesIO())
    return Source("a-peer", "1.0", hashlib.sha256(archive.read_bytes()).hexdigest())


def test_only_the_tests_are_unpacked(source: Source, tmp_path: Path) -> None:
    """And the options for pytest: the package that is installed is the one to test."""
    folder = unpacked(source)
    assert folder == tmp_path / "a_peer-1.0"
    assert sorted(path.name for path in folder.iterdir()) == ["pyproject.toml", "tests"]
    assert unpacked(source) == folder


def test_another_digest_is_refused(source: Source) -> None:
    """Nothing is unpacked of what is not what was pinned."""
    with pytest.raises(NotAsPinned, match="digest"):
        unpacked(Source(source.name, source.version, "0" * 64))


def test_a_distribution_without_tests_is_refused(source: Source) -> None:
    """It would pass with no test."""
    with pytest.raises(NotAsPinned, match="has no tests/unit_tests"):
        unpacked(Source(source.name, source.version, source.sha256, tests="tests/unit_tests"))


def test_every_source_is_of_the_version_in_the_lock() -> None:
    """The tests belong to the package that is installed."""
    lock = (Path(sources.HERE).parents[1] / "requirements.lock").read_text()
    found = [source.name for source in sources.sources().values() if f"\n{source.name}=={source.version} " in lock]
    assert found == ["anyio", "langchain-core", "langgraph"]


def test_brackets_in_a_pattern_are_brackets() -> None:
    """pytest writes a parameter in them; only `*` is anything."""
    source = Source("a-peer", "1.0", "", left_out=(LeftOut(("*[trio]",), ""),))
    assert is_like("peer::test_it[a]", "peer::test_it[a]")
    assert not is_like("peer::test_ita", "peer::test_it[a]")
    assert source.leaves_out("peer::test_other[trio]")
    assert not source.leaves_out("peer::test_other[asyncio]")
