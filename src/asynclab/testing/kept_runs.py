"""The runs of failed tests as files, for `pytest --asynclab-runs FOLDER`."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from asynclab.observe.run import Run

_LONGEST = 150  # characters of a file's name, before its ending


def keep_run(folder: Path, test: str, fails: Run, holds: Run | None) -> None:
    """Write the run of a failed test. Raise OSError.

    test: pytest's id of it. holds: the run of another order that passes, None where there is none.
    `<test>.json` is for Perfetto, `<test>.jsonl` for OpenTelemetry's tools, `<test>.diff.txt` says where the two part.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = _file_name(test)
    fails.to_perfetto(folder / f"{name}.json")
    fails.to_otlp(folder / f"{name}.jsonl")
    if holds is not None:
        (folder / f"{name}.diff.txt").write_text(f"here: it fails; there: it holds.\n{fails.diff(holds)}\n", "utf-8")


def _file_name(test: str) -> str:
    """A test's id as the name of a file. What does not show in it (an odd character of a parameter, the beginning of a
    long one) is told apart by a digest."""
    plain = re.sub(r"[^\w.-]+", "-", test).strip("-.")
    parameter = re.search(r"\[(.*)\]\Z", test, re.DOTALL)
    if len(plain) <= _LONGEST and not (parameter and re.search(r"[^\w.-]", parameter[1])):
        return plain
    return f"{plain[-_LONGEST:]}-{hashlib.sha256(test.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
