"""Both engines, run as an instructor runs them, and the students' cells without any."""

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
from classes import CHAPTER, answered
from watching import Watched, together, watched

from asynclab.grade.nbgrader_app.commands import COMMAND

HERE = Path(__file__).resolve().parent
_SUBMITTED = re.compile(r"/submitted/([^/\s]+)/")


@dataclass(frozen=True)
class Graded:
    """How a class was graded. told: the engine's line for each submission, with when it came; ours only. stopped: the
    students at whom the batch ended, and was started again with the rest; stock only."""

    count: int
    run: Watched
    told: tuple[tuple[float, dict], ...] = ()
    stopped: tuple[str, ...] = ()

    @property
    def rate(self):
        """Submissions a second, start and end of the command included."""
        return self.count / self.run.seconds

    @property
    def steady(self):
        """Submissions a second from the first that was done to the last."""
        moments = [moment for moment, _ in self.told]
        return (len(moments) - 1) / (moments[-1] - moments[0]) if len(moments) > 1 else self.rate

    @property
    def cpu(self):
        """CPU seconds a submission, of all processes."""
        return self.run.cpu / self.count

    @property
    def in_students(self):
        """CPU seconds a submission, of those processes that held student code."""
        return sum(told["seconds"] for _, told in self.told) / self.count

    @property
    def start(self):
        """Seconds until the first submission was done."""
        return self.told[0][0] if self.told else 0.0

    @property
    def reused(self):
        """How many were not executed, since nothing had changed."""
        return sum(told["reused"] for _, told in self.told)

    def summary(self):
        """For the JSON file."""
        kept = ("count", "rate", "steady", "cpu", "in_students", "start", "reused")
        run = {"seconds": self.run.seconds, "cpu_in_all": self.run.cpu, "peak_bytes": self.run.peak}
        return run | {"grown": self.run.grown, "stopped": self.stopped} | {name: getattr(self, name) for name in kept}


def stock(root, papers):
    """Grade with nbgrader as it comes. A batch that stops half-way is started again without those it has been at."""
    runs, stopped, left = [], [], [paper.student for paper in papers]
    begun = []
    while left:
        without = [f"--CourseDirectory.student_id_exclude={','.join(begun)}"] if begun else []
        command = [sys.executable, "-m", "nbgrader", "autograde", CHAPTER, *without]
        runs.append(watched(command, root, environment()))
        seen = [student for student in _SUBMITTED.findall(runs[-1].output) if student in left]
        if not seen:
            raise SystemExit(f"Stock nbgrader grades nothing. Its last words:\n{runs[-1].output[-3000:]}")
        begun += dict.fromkeys(seen)
        left = [student for student in left if student not in seen]
        stopped += [seen[-1]] if left else []
    return Graded(len(papers), together(runs), stopped=tuple(stopped))


def ours(root, count, *options):
    """Grade with this engine."""
    run = watched([*COMMAND, "autograde", CHAPTER, "--Autograde.progress=json", *options], root, environment())
    told = tuple((moment, json.loads(line)) for moment, line in run.lines if line.startswith('{"student"'))
    if len(told) < count:
        raise SystemExit(f"Only {len(told)} of {count} submissions were graded. The last words:\n{run.output[-3000:]}")
    return Graded(count, run, told)


def environment():
    """This one, with the tools that nbgrader starts by name on PATH."""
    return os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}


def cells_alone(root, papers):
    """CPU seconds of each paper's cells by themselves, by student; 0 for a file that is no notebook."""
    source = root / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    seconds = dict.fromkeys((paper.student for paper in papers), 0.0)
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for paper in papers:
            notebook = answered(paper.text, nbformat.read(source, 4))
            if notebook is not None:
                paths[paper.student] = Path(folder) / f"{paper.student}.ipynb"
                nbformat.write(notebook, paths[paper.student])
        done = subprocess.run(
            [sys.executable, str(HERE / "cells.py")],
            cwd=source.parent,
            input="\n".join(map(str, paths.values())),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return seconds | dict(zip(paths, map(float, done.stdout.split()), strict=True))
