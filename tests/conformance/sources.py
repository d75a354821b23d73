"""Source distributions whose test suites are run: had from PyPI once, checked against their pinned digest, and kept in
`build/conformance`, with an environment of their own for what the suites need beside ours."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from .names import is_like

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "conformance"
_LIST = HERE / "sources.toml"
_PATIENCE = 600.0  # seconds for what pip does at once


class CouldNotBeHad(Exception):
    """A suite or what it needs is not on this machine, and could not be fetched."""


class NotAsPinned(Exception):
    """What was fetched is not what `sources.toml` pins."""


@dataclass(frozen=True)
class LeftOut:
    """Tests that are not run: tests: patterns as of a `Difference`, and why they say nothing of a clock."""

    tests: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Source:
    """A source distribution. tests: where its tests are. plugins: pytest's, as after `-p`. environment: variables that
    its tests read. left_out: tests that are not run."""

    name: str
    version: str
    sha256: str
    tests: str = "tests"
    plugins: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()

    def leaves_out(self, test: str) -> bool:
        """Whether a test is not run, by its name (module::Class::name)."""
        return any(is_like(test, pattern) for each in self.left_out for pattern in each.tests)


def sources() -> dict[str, Source]:
    """Return every source that is pinned, by its name."""
    listed = [
        Source(
            **each
            | {
                "plugins": tuple(each.get("plugins", ())),
                "left_out": tuple(LeftOut(tuple(one["tests"]), one["reason"]) for one in each.get("left_out", ())),
            }
        )
        for each in _read()["source"]
    ]
    return {source.name: source for source in listed}


def unpacked(source: Source) -> Path:
    """Return the folder with the tests of a source distribution, and its `pyproject.toml`, but without its packages:
    those that are installed are tested. Raise CouldNotBeHad or NotAsPinned."""
    archive = BUILD / f"{source.name.replace('-', '_')}-{source.version}.tar.gz"
    if not archive.exists():
        _fetch(source)
    if not archive.exists():
        raise CouldNotBeHad(f"{source.name} {source.version} came under another name than {archive.name}.")
    if (found := hashlib.sha256(archive.read_bytes()).hexdigest()) != source.sha256:
        raise NotAsPinned(f"{archive} has the digest {found}, not {source.sha256} as pinned. Delete it, try again.")
    folder = archive.with_name(archive.name.removesuffix(".tar.gz"))
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=BUILD) as new, tarfile.open(archive) as tar:
            wanted = [one for one in tar if one.name.split("/")[1:2] in (["tests"], ["pyproject.toml"])]
            safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.4 and newer have it
            tar.extractall(new, wanted, **safely)
            (Path(new) / folder.name).rename(folder)
    if not (folder / source.tests).is_dir():
        raise NotAsPinned(f"{archive.name} has no {source.tests}. Pin a version that has its tests.")
    return folder


def interpreter() -> Path:
    """Return the Python of an environment that has what the suites need on top of the one that runs this. Raise
    CouldNotBeHad."""
    needs = "\n".join(_read()["needs"])
    home = BUILD / f"env-{sys.version_info.major}.{sys.version_info.minor}"
    ready = home / "needs.txt"
    if not ready.exists() or ready.read_text() != needs:
        _pip("what the suites need", "install", "--no-deps", *needs.splitlines())
        ready.write_text(needs)
    return _python()


def _fetch(source: Source) -> None:
    pinned = BUILD / "pinned.txt"
    BUILD.mkdir(parents=True, exist_ok=True)
    pinned.write_text(f"{source.name}=={source.version} --hash=sha256:{source.sha256}\n")
    options = ("--no-binary", source.name, "--no-deps", "--require-hashes", "--dest", str(BUILD), "-r", str(pinned))
    _pip(f"The tests of {source.name} {source.version}", "download", *options)


def _pip(what: str, *arguments: str) -> None:
    """Run the environment's pip. Raise CouldNotBeHad, with what pip said last."""
    command = [str(_python()), "-m", "pip", "--no-input", "--disable-pip-version-check", "-q", *arguments]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise CouldNotBeHad(f"{what} could not be had: pip took more than {_PATIENCE:g} s.") from None
    if "DO NOT MATCH THE HASHES" in ended.stderr:
        raise NotAsPinned(f"{what}: what came is not what sources.toml pins.\n{ended.stderr}")
    if ended.returncode:
        said = [line for line in ended.stderr.splitlines() if line.strip()]
        last = next((line for line in reversed(said) if line.startswith("ERROR")), said[-1] if said else "")
        raise CouldNotBeHad(f"{what} could not be had. pip said: {last}")


def _python() -> Path:
    """The environment's Python, which sees all that ours has installed."""
    home = BUILD / f"env-{sys.version_info.major}.{sys.version_info.minor}"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        (packages,) = home.glob("lib/python*/site-packages")
        ours = sysconfig.get_path("purelib")
        (packages / "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n")
    return python


def _read() -> dict[str, list]:
    with _LIST.open("rb") as text:
        return tomllib.load(text)
