"""The judge, from outside: a process of its own that is asked check by check, and replaced when it breaks."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from asynclab.course.cell.cell_verdict import MIME
from asynclab.grade.errors import GradingError
from asynclab.grade.ipc import Closed, Frame, Garbled, MessageType, Wire
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.checks import CannotExamine, Examination
from asynclab.grade.judge.decide import JudgedCheck, ungraded
from asynclab.grade.sandbox import Containment

LOADING = 300.0  # real seconds for the chapter's cells and imports
READING = 60.0  # real seconds for what came back of one check
PATIENCE = 3  # broken processes for one submission, before the rest of it is left to a person
_LARGEST = 1 << 28  # bytes of a verdict: it has pictures in it

_BROKE = "What this cell gave could not be judged: reading it ended the judge's process, or took it more than a minute."
_LEFT = f"Other cells of this notebook ended the judge's process {PATIENCE} times, and so this one was not judged."


class JudgeLost(GradingError):
    """The judge's process does not start: nothing can be graded."""

    def __init__(self, why: str, last_words: str) -> None:
        super().__init__(
            f"The process that judges {why} before it had read the chapter.{last_words} Likely cause: a cell of the "
            "chapter that ends Python, waits for ever, or needs what the sandbox forbids (a network, files outside of "
            "its folder). Run the instructor's notebook by itself, and tag such a cell real-time."
        )


class Judge:
    """A judge of one chapter, for any number of submissions, one at a time. Use it with `with`.

    number: of its lane in the sandbox; no other process of the batch may have it. Raises `CannotExamine` for a graded
    cell that cannot be asked, `JudgeLost` where its process does not start.
    """

    def __init__(
        self, containment: Containment, examination: Examination, number: int, *, reading: float = READING
    ) -> None:
        self._containment = containment
        self._examination = examination
        self._number = number
        self._reading = reading
        self._process: _Process | None = None
        self._promises: Mapping[str, str] = {}
        self.questions: Mapping[str, tuple[str, ...]] = {}

    def __enter__(self) -> Judge:
        self._ask()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def judge(self, checks: Sequence[CheckRuns]) -> tuple[JudgedCheck, ...]:
        """What became of every CHECK of the chapter, in its order; what is not among `checks` was lost and could not
        be graded. Whatever a run does to the judge costs its own check only."""
        came = {runs.check: runs for runs in checks}
        broken = 0
        found = []
        for name in self.questions:
            if broken == PATIENCE:
                found.append(ungraded(name, self._promises[name], _LEFT))
                continue
            outputs = self._outputs(name, came.get(name))
            if outputs is None:
                broken += 1
                self._end()
                found.append(ungraded(name, self._promises[name], _BROKE))
            else:
                found.append(JudgedCheck(name, outputs))
        return tuple(found)

    def _outputs(self, name: str, runs: CheckRuns | None) -> tuple[dict[str, Any], ...] | None:
        """The outputs of a check; None where the process broke over it."""
        try:
            process = self._process or self._ask()
            return process.judge(name, runs, time.monotonic() + self._reading)
        except (Closed, Garbled, TimeoutError, JudgeLost):  # one that started once will start again, or the next time
            return None

    def _ask(self) -> _Process:
        """Start the process, and learn what the chapter asks."""
        process = _Process(self._containment, self._number)
        try:
            asked, self._promises = process.examine(self._examination)
        except BaseException:
            process.end()
            raise
        self._process = process
        questions = {name: tuple(scenarios) for name, scenarios in asked.items()}
        if self.questions and questions != self.questions:
            raise CannotExamine(next(iter(questions), ""), "it asks differently in another process.")
        self.questions = questions
        return process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _Process:
    """One process of a judge."""

    def __init__(self, containment: Containment, number: int) -> None:
        self._scratch = Path(tempfile.mkdtemp(prefix="asynclab-judge-"))
        ours, its = socket.socketpair()
        self._wire = Wire(ours, _LARGEST)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `_tidy`
        try:
            arguments = ["-m", "asynclab.grade.judge.server", str(its.fileno()), str(number)]
            self._popen = containment.start(
                arguments, scratch=self._scratch, lane=number, fds=[its.fileno()], stderr=self._errors
            )
        except BaseException:
            self._tidy()
            raise
        finally:
            its.close()

    def examine(self, examination: Examination) -> tuple[Mapping[str, Sequence[str]], Mapping[str, str]]:
        """Give it the chapter. Each check with its scenarios, and with its promise."""
        deadline = time.monotonic() + LOADING
        cells = [(cell.kind.value, cell.source, cell.name) for cell in examination.cells]
        paths = [companion.path for companion in examination.companions]
        try:
            self._wire.send(Frame.of(MessageType.EXAMINE, text=json.dumps([cells, paths])), deadline)
            for companion in examination.companions:
                self._wire.send(Frame(MessageType.EXAMINE, body=companion.data), deadline)
            answer = self._wire.receive(deadline)
        except (Closed, Garbled, TimeoutError) as error:
            how = "took too long" if isinstance(error, TimeoutError) else "ended"
            raise JudgeLost(how, self._last_words()) from error
        said = json.loads(answer.text)
        if answer.what is MessageType.REFUSES:
            raise CannotExamine(*said)
        return said[0], said[1]

    def judge(self, name: str, runs: CheckRuns | None, deadline: float) -> tuple[dict[str, Any], ...]:
        """The outputs of one check. Raises `Closed`, `Garbled`, or `TimeoutError` past the deadline."""
        about = None if runs is None else {f: getattr(runs, f) for f in ("broke", "tampered", "late", "told")}
        if about is not None and runs is not None:
            about["runs"] = len(runs.runs)
        self._wire.send(Frame.of(MessageType.JUDGE, text=json.dumps([name, about])), deadline)
        for run in runs.runs if runs else ():
            self._wire.send(Frame.of(MessageType.JUDGE, text=run), deadline)
        return _outputs(name, self._wire.receive(deadline).text)

    def end(self) -> None:
        """End it, whatever it does."""
        self._popen.kill()
        self._popen.wait()
        self._tidy()

    def _tidy(self) -> None:
        self._wire.close()
        self._errors.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(1.0)  # who has closed the line may still be writing why
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f" It said: {last[:500]}" if last else ""


def _outputs(name: str, text: str) -> tuple[dict[str, Any], ...]:
    """What the process says: it has read what students wrote, and is not trusted to be well. Raises `Garbled`."""
    try:
        outputs = json.loads(text)
        kinds = [output["output_type"] for output in outputs]
        if kinds in (["display_data"], ["display_data", "error"]) and outputs[0]["data"][MIME]["check"] == name:
            return tuple(outputs)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        pass
    raise Garbled("it gave outputs that are none")
