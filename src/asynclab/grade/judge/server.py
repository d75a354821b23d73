"""The judge's process, inside a sandbox: it holds the graded cells, reads what came of them, and says what it is worth.

No line of a student's is run here, yet what is read was written by students. So once the chapter is loaded the process
is confined as theirs are, and what it cannot bear ends it and nothing else: the parent starts another one.

Run as `python -m asynclab.grade.judge.server FD LANE`; FD is its end of a socket to the parent.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from asynclab.grade import sandbox
from asynclab.grade.ipc import Closed, Frame, MessageType, Wire
from asynclab.grade.job import CellKind, CheckRuns, Companion, Limits
from asynclab.grade.judge.checks import CannotExamine, ExamCell, Examination, PreparedCheck, prepared, questions
from asynclab.grade.judge.decide import judged_one

LARGEST = 1 << 30  # bytes of a message of the parent's, who has kept the runs within their limits
FOREVER = 1 << 31  # processor seconds: the process lives as long as the batch, and the parent watches each reading
LIMITS = Limits(cpu=FOREVER, memory=2 << 30, processes=64, file=1 << 20)


def main(arguments: list[str]) -> None:
    """Serve the parent until it goes away."""
    fd, lane = arguments
    os.set_inheritable(int(fd), False)
    wire = Wire(socket.socket(fileno=int(fd)), LARGEST)
    folder = sandbox.enter(int(lane))
    os.chdir(folder)
    sys.path.append(str(folder))  # a chapter may bring modules of its own; they stand in for nothing
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)  # the parent ends us by closing its end
    examination = _examination(wire)
    for companion in examination.companions:
        _put(folder, companion)
    try:
        with prepared(examination, folder) as papers:
            sandbox.confine(folder, LIMITS)
            gc.collect()
            gc.freeze()  # what is loaded stays: no need to look through it again and again
            promises = {name: paper.promise for name, paper in papers.items()}
            wire.send(Frame.of(MessageType.ASKS, text=json.dumps([questions(papers), promises])))
            _serve(wire, papers, folder)
    except CannotExamine as error:
        wire.send(Frame.of(MessageType.REFUSES, text=json.dumps([error.check, error.why])))
    except Closed:
        pass


def _examination(wire: Wire) -> Examination:
    cells, paths = json.loads(wire.receive().text)
    found = tuple(ExamCell(CellKind(kind), source, name) for kind, source, name in cells)
    return Examination(found, tuple(Companion(path, wire.receive().body) for path in paths))


def _put(folder: Path, companion: Companion) -> None:
    place = folder / companion.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(companion.data)


def _serve(wire: Wire, papers: Mapping[str, PreparedCheck], folder: Path) -> None:
    while True:
        name, came = _runs(wire)
        judged = judged_one(papers[name], came, folder)
        wire.send(Frame.of(MessageType.JUDGED, text=json.dumps(judged.outputs)))


def _runs(wire: Wire) -> tuple[str, CheckRuns | None]:
    """The name of a check, and what came back of it."""
    name, about = json.loads(wire.receive().text)
    if about is None:
        return name, None
    runs = tuple(wire.receive().text for _ in range(about.pop("runs")))
    return name, CheckRuns(name, runs, **about | {"told": tuple(about["told"])})


if __name__ == "__main__":
    main(sys.argv[1:])
