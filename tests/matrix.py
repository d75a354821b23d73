"""Prove every chapter on the versions that asynclab allows, a row each: `python -m tests.matrix [old] [lock] [newest]`.

- old: the first line of LangChain and LangGraph that the course allows, 0.3 and 0.2
- lock: what requirements.lock has
- newest: the newest releases that can be installed together

Each on Python 3.11, 3.12 and 3.13, as far as they are there; `--python 3.12` takes that one alone. Each has an
environment in build/matrix, made by uv from what pip or uv is configured with. Exits 1 where a proof does not
hold, and 3 where an environment cannot be made, as without a network.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "matrix"
PYTHONS = ("3.11", "3.12", "3.13")
SHOWN = ("langchain-core", "langgraph", "langsmith")
_PROVED = re.compile(r"^(\S+): (\d+) answers \(", re.M)


class Line(Enum):
    """A choice of versions. The value: what uv is told to install, one command each."""

    OLD = (("--upgrade", "-e", ".[course]", "langchain-core<0.4", "langgraph<0.3"),)
    LOCK = (("--require-hashes", "-r", "requirements.lock"), ("--no-deps", "--no-build-isolation", "-e", "."))
    NEWEST = (("--upgrade", "-e", ".[course]"),)


class Outcome(Enum):
    """How the proof of one line on one Python ended, in words."""

    HOLDS = "holds"
    BROKEN = "does not hold: see"
    UNMADE = "cannot be installed: see"


@dataclass(frozen=True)
class Proof:
    """What came of one line on one Python. log: where all that was said is."""

    line: Line
    python: str
    outcome: Outcome
    log: Path
    versions: tuple[str, ...] = ()
    chapters: int = 0
    answers: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        where = "" if self.outcome is Outcome.HOLDS else f" {self.log.relative_to(ROOT)}"
        return f"{self.outcome.value}{where}"


def main(arguments: Sequence[str]) -> int:
    """Prove what is asked for and print the table; 0 if everything holds (see above)."""
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lines", nargs="*", metavar="line", help="old, lock or newest; all of them if none is named")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="a version; may be given more than once")
    parser.add_argument("--quick", action="store_true", help="fewer wrong answers: see `asynclab prove --help`")
    asked = parser.parse_args(arguments)
    if unknown := {*asked.lines} - {line.name.lower() for line in Line}:
        parser.error(f"there is no line {', '.join(sorted(unknown))}: name old, lock or newest")
    lines = [line for line in Line if line.name.lower() in asked.lines or not asked.lines]
    console = Console(width=140)
    table = Table("line", "Python", *SHOWN, "chapters", "answers", "seconds", "proof")
    options = ("--quick",) if asked.quick else ()
    proofs = [proof for version in asked.python or PYTHONS for proof in _on(version, lines, console, options)]
    for proof in proofs:
        versions = proof.versions or ("",) * len(SHOWN)
        counts = (str(proof.chapters), str(proof.answers), f"{proof.seconds:.0f}")
        table.add_row(proof.line.name.lower(), proof.python, *versions, *counts, str(proof))
    console.print(table)
    if not proofs:
        console.print(f"None of Python {', '.join(asked.python or PYTHONS)} is on this machine: nothing was proven.")
    outcomes = {proof.outcome for proof in proofs}
    if Outcome.BROKEN in outcomes:
        return 1
    return 3 if Outcome.UNMADE in outcomes or not proofs else 0


def _on(version: str, lines: Sequence[Line], console: Console, options: Sequence[str]) -> Iterator[Proof]:
    python = next(_pythons(version), None)
    if python is None:
        console.print(f"Python {version} is not on this machine.")
        return
    for line in lines:
        with console.status(f"Python {version}, {line.name.lower()}"):
            yield _proven(line, version, python, options)


def _pythons(version: str) -> Iterator[Path]:
    """Yield the programs of a Python version that start; pyenv's shims are there for versions that do not."""
    named = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for place in [*([Path(named)] if named else []), *sorted(pyenv.glob(f"{version}.*/bin/python{version}"))]:
        done = subprocess.run([place, "-c", "import ensurepip, venv"], capture_output=True)
        if done.returncode == 0:
            yield place


def _proven(line: Line, version: str, python: Path, options: Sequence[str]) -> Proof:
    folder = PLACE / f"{line.name.lower()}-{version}"
    log = PLACE / f"{folder.name}.log"
    PLACE.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as said:
        if not _made(line, folder, python, said):
            return Proof(line, version, Outcome.UNMADE, log)
        began = time.monotonic()
        command = [folder / "bin" / "asynclab", "prove", *options]
        done = subprocess.run(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        seconds = time.monotonic() - began
    proved = _PROVED.findall(log.read_text(encoding="utf-8"))
    answers = sum(int(number) for _, number in proved)
    outcome = Outcome.HOLDS if done.returncode == 0 and proved else Outcome.BROKEN
    return Proof(line, version, outcome, log, _versions(folder), len(proved), answers, seconds)


def _made(line: Line, folder: Path, python: Path, said: IO[str]) -> bool:
    uv = [Path(sys.executable).with_name("uv")]
    environment = os.environ | {"VIRTUAL_ENV": str(folder)}
    commands = [
        [*uv, "venv", "--quiet", "--allow-existing", "--python", python, folder],
        *([*uv, "pip", "install", *options] for options in line.value),
    ]
    return all(
        subprocess.run(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT).returncode == 0
        for command in commands
    )


def _versions(folder: Path) -> tuple[str, ...]:
    code = f"from importlib.metadata import version; print(*map(version, {SHOWN}))"
    done = subprocess.run([folder / "bin" / "python", "-c", code], capture_output=True, text=True, check=True)
    return tuple(done.stdout.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
