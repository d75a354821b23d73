"""The judge, from outside: a process of its own that is asked check by check, and replaced when it breaks."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import TracebackType

from asynclab.grade.errors import GradingError
from asynclab.grade.ipc import Closed, Frame, Garbled, MessageType
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.examination import CannotExamine, Examination
from asynclab.grade.judge.protocol import ASKS, REFUSES, Asks, ToJudge, judged_check
from asynclab.grade.judge.verdict_outputs import JudgedCheck, ungraded
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.process import JUDGE, SandboxedProcess, StartProcess
from asynclab.observe.codec import DecodeError

LOADING = 300.0  # real seconds for the chapter's cells and imports
READING = 60.0  # real seconds for what came back of one check
PATIENCE = 3  # broken processes for one submission, before the rest of it is left to a person

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
        self,
        containment: Containment,
        examination: Examination,
        number: int,
        *,
        reading: float = READING,
        start: StartProcess = SandboxedProcess,
    ) -> None:
        self._containment = containment
        self._examination = examination
        self._number = number
        self._reading = reading
        self._start = start
        self._process: _JudgeProcess | None = None
        self._newest: _JudgeProcess | None = None  # which may be reading the chapter still
        self._stopped = False
        self._promises: Mapping[str, str] = {}
        self.questions: Mapping[str, tuple[str, ...]] = {}

    @property
    def pid(self) -> int | None:
        """The number of its process on this machine, None while it has none."""
        return self._process.pid if self._process else None

    def __enter__(self) -> Judge:
        self._ask()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def stop(self) -> None:
        """End its process, from any thread, and start no other: whoever waits for it goes on at once. Leaving the block
        has to follow."""
        self._stopped = True
        if self._newest is not None:
            self._newest.kill()

    def judge(self, checks: Sequence[CheckRuns]) -> tuple[JudgedCheck, ...]:
        """Return what became of every CHECK of the chapter, in its order. What is not among `checks` was lost and could
        not be graded. Whatever a run does to the judge costs its own check only.
        """
        came = {runs.check: runs for runs in checks}
        broken = 0
        found = []
        for name in self.questions:
            if broken == PATIENCE:
                found.append(ungraded(name, self._promises[name], _LEFT))
                continue
            judged = self._judged(name, came.get(name))
            if judged is None:
                broken += 1
                self._end()
                judged = ungraded(name, self._promises[name], _BROKE)
            found.append(judged)
        return tuple(found)

    def _judged(self, name: str, runs: CheckRuns | None) -> JudgedCheck | None:
        """What became of a check; None where the process broke over it."""
        try:
            process = self._process or self._ask()
            return process.judge(name, runs, time.monotonic() + self._reading)
        except (Closed, Garbled, TimeoutError, JudgeLost):  # one that started once will start again, or the next time
            return None

    def _ask(self) -> _JudgeProcess:
        """Start the process, and learn what the chapter asks."""
        process = self._newest = _JudgeProcess(self._start(self._containment, JUDGE, self._number))
        try:
            if self._stopped:
                raise JudgeLost("was ended", "")
            asks = process.examine(self._examination)
        except BaseException:
            process.end()
            raise
        self._process = process
        if self.questions and asks.questions != self.questions:
            raise CannotExamine(next(iter(asks.questions), ""), "it asks differently in another process.")
        self.questions, self._promises = asks.questions, asks.promises
        return process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


class _JudgeProcess:
    """One process of a judge."""

    def __init__(self, process: SandboxedProcess) -> None:
        self._process = process
        self._wire = process.wire

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        return self._process.pid

    def examine(self, examination: Examination) -> Asks:
        """Hand over the chapter, and hear what it asks. Raises `CannotExamine`; `JudgeLost` where no answer comes."""
        deadline = time.monotonic() + LOADING
        try:
            self._wire.send(Frame.pickled(MessageType.EXAMINE, examination), deadline)
            answer = self._wire.receive(deadline)
            if answer.what is MessageType.REFUSES:
                refusal = REFUSES.from_json(answer.text)
                raise CannotExamine(refusal.check, refusal.why)
            return ASKS.from_json(answer.text)
        except (Closed, Garbled, TimeoutError, DecodeError) as error:
            how = "took too long" if isinstance(error, TimeoutError) else "ended"
            words = self._process.last_words()
            raise JudgeLost(how, f" It said: {words}" if words else "") from error

    def judge(self, name: str, came: CheckRuns | None, deadline: float) -> JudgedCheck:
        """The outputs of one check. Raises `Closed`, `Garbled`, or `TimeoutError` past the deadline."""
        runs = came.runs if came else ()
        asked = ToJudge(name, replace(came, runs=()) if came else None, len(runs))
        self._wire.send(Frame.pickled(MessageType.JUDGE, asked), deadline)
        for run in runs:
            self._wire.send(Frame.of(MessageType.JUDGE, text=run), deadline)
        return judged_check(name, self._wire.receive(deadline).text)

    def kill(self) -> None:
        """End it from another thread, see `SandboxedProcess.kill`."""
        self._process.kill()

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.end()
