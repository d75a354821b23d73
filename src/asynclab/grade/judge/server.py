"""The judge's process, inside a sandbox: it holds the graded cells, reads what came of them, and says what it is worth.

No line of a student's is run here, yet what is read was written by students. So once the chapter is loaded the process
is confined as theirs are, and what it cannot bear ends it and nothing else: the parent starts another one.

Started as a `SandboxedProcess`.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from asynclab.grade import sandbox
from asynclab.grade.ipc import Closed, Frame, MessageType, Wire
from asynclab.grade.job import CheckRuns, Limits
from asynclab.grade.judge.checks import PreparedCheck, prepared, questions
from asynclab.grade.judge.decide import judged_one
from asynclab.grade.judge.examination import CannotExamine, Examination
from asynclab.grade.judge.protocol import ASKS, JUDGED, REFUSES, Asks, Refuses, ToJudge
from asynclab.grade.sandbox import scratch
from asynclab.grade.sandbox.process import entered

FOREVER = 1 << 31  # processor seconds: the process lives as long as the batch, and the parent watches each reading
LIMITS = Limits(cpu=FOREVER, memory=2 << 30, processes=64, file=1 << 20)


def main() -> None:
    """Serve the parent until it goes away."""
    wire, folder, modules = entered()
    for module in modules:
        with suppress(Exception):  # the cell that imports it goes wrong as well, and that is told
            importlib.import_module(module)
    try:
        examination = wire.receive().unpickled(Examination)
    except Closed:  # nobody had anything to be judged
        return
    importlib.invalidate_caches()  # a module of the chapter's own was not there yet
    os.chdir(folder)
    sys.path.append(str(folder))  # a chapter may bring modules of its own; they stand in for nothing
    scratch.fill(folder, examination.companions)
    try:
        with prepared(examination, folder) as papers:
            sandbox.confine(folder, LIMITS)
            gc.collect()
            gc.freeze()  # what is loaded stays: no need to look through it again and again
            promises = {name: paper.promise for name, paper in papers.items()}
            wire.send(Frame.of(MessageType.ASKS, text=ASKS.to_json(Asks(questions(papers), promises))))
            _serve(wire, papers, folder)
    except CannotExamine as error:
        wire.send(Frame.of(MessageType.REFUSES, text=REFUSES.to_json(Refuses(error.check, error.why))))
    except Closed:
        pass


def _serve(wire: Wire, papers: Mapping[str, PreparedCheck], folder: Path) -> None:
    while True:
        name, came = _runs(wire)
        judged = judged_one(papers[name], came, folder)
        wire.send(Frame.of(MessageType.JUDGED, text=JUDGED.to_json(judged)))


def _runs(wire: Wire) -> tuple[str, CheckRuns | None]:
    """The name of a check, and what came back of it."""
    asked = wire.receive().unpickled(ToJudge)
    runs = tuple(wire.receive().text for _ in range(asked.runs))
    return asked.check, replace(asked.came, runs=runs) if asked.came else None
