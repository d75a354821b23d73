"""Lanes and judges that outlive a batch: one that needs what an earlier one had is given that.

Most of what a batch of one small submission takes is the start of two processes in the sandbox, which import. Each of
them is made for any number of submissions, one after the other: batch after batch is to it as one long batch. What is
about how they start, end or break starts its own, as every command does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Protocol

from asynclab.grade.batch.backend import LocalBackend
from asynclab.grade.ipc import Frame, MessageType
from asynclab.grade.judge.examination import Examination
from asynclab.grade.sandbox import Containment, choose
from asynclab.grade.sandbox.detect import AUTO
from asynclab.grade.sandbox.early import under_way
from asynclab.grade.sandbox.process import JUDGE, SandboxedProcess, SandboxProgram
from asynclab.grade.sandbox.uid_lease import own_number

IDLE = 6  # kept at a time; what was used longest ago makes room


class Kept(Protocol):
    """What can be kept: an end to it."""

    def end(self) -> None: ...


class Store:
    """What waits for the next batch, by what it was started with. Each is in one batch at a time."""

    def __init__(self) -> None:
        self._idle: list[tuple[object, Kept]] = []

    def take(self, key: object) -> Kept | None:
        """Return one that was started with this, if there is one."""
        found = next((entry for entry in self._idle if entry[0] == key), None)
        if found is None:
            return None
        self._idle.remove(found)
        return found[1]

    def put(self, key: object, kept: Kept) -> None:
        """Keep one for whoever needs it next."""
        self._idle.append((key, kept))
        while len(self._idle) > IDLE:
            self._idle.pop(0)[1].end()

    def end(self) -> None:
        """End all of them."""
        while self._idle:
            self._idle.pop()[1].end()


STORE = Store()  # of this process; conftest.py ends it


class KeptLanes:
    """A backend of this machine that stays open when a batch leaves it in order, and is closed after an error."""

    def __init__(self, key: object, backend: LocalBackend) -> None:
        self._key, self._backend = key, backend
        self._opened = ExitStack()
        self._opened.enter_context(backend)

    def __enter__(self) -> KeptLanes:
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is not None or self._backend.under_way:
            self._opened.close()
        else:
            STORE.put(self._key, self)

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    def end(self) -> None:
        """End its processes."""
        self._opened.close()


def kept_lanes(workers: int, containment: Containment, modules: tuple[str, ...]) -> KeptLanes:
    """Return lanes for a batch that have imported these modules, or will."""
    key = (workers, containment, modules)
    kept = STORE.take(key)
    assert kept is None or isinstance(kept, KeptLanes)
    return kept or KeptLanes(key, LocalBackend(workers, containment, modules, warm=workers))


class AskedJudge:
    """The process of a judge that has said what a chapter asks. asks: the frame in which it did."""

    def __init__(self, containment: Containment) -> None:
        self._lease = ExitStack()
        self.process = SandboxedProcess(containment, JUDGE, self._lease.enter_context(own_number()))
        self.asks: Frame | None = None

    def end(self) -> None:
        """End the process."""
        self.process.end()
        self._lease.close()


def _there(kept: Kept | None) -> AskedJudge | None:
    """The same, unless it has ended meanwhile: then it is let go."""
    assert kept is None or isinstance(kept, AskedJudge)
    if kept is not None and not kept.process.wire.quiet():
        kept.end()
        return None
    return kept


class KeptJudge:
    """What a `Judge` holds as its process and as the line to that. Which process it is shows as it is told what to
    examine; one that was asked that before is not asked again. At its end it is kept if it has answered everything.
    """

    def __init__(self, containment: Containment) -> None:
        self._containment = containment
        self._key: object = None
        self._judge: AskedJudge | None = None
        self._answer: Frame | None = None  # that is known, and due next
        self._owes = False
        self.wire = self

    @property
    def pid(self) -> int:
        """See `SandboxedProcess`."""
        return self._asked.process.pid

    @property
    def _asked(self) -> AskedJudge:
        assert self._judge is not None, "A judge is told what to examine before anything else."
        return self._judge

    def send(self, frame: Frame, deadline: float | None = None) -> None:
        """See `Wire`."""
        if frame.what is MessageType.EXAMINE:
            self._key = (self._containment, frame.unpickled(Examination))
            self._judge = _there(STORE.take(self._key)) or AskedJudge(self._containment)
            self._answer = self._judge.asks
        if self._answer is None:
            self._owes = True
            self._asked.process.wire.send(frame, deadline)

    def receive(self, deadline: float | None = None) -> Frame:
        """See `Wire`."""
        if self._answer is not None:
            answer, self._answer = self._answer, None
            return answer
        answer = self._asked.process.wire.receive(deadline)
        if answer.what is MessageType.ASKS:
            self._asked.asks = answer
        self._owes = self._asked.asks is None
        return answer

    def last_words(self) -> str:
        """See `SandboxedProcess`."""
        return self._asked.process.last_words()

    def kill(self) -> None:
        """See `SandboxedProcess`: a batch ends its judges so, and one that owes no answer is kept all the same."""
        if self._owes and self._judge is not None:
            self._judge.process.kill()

    def end(self, grace: float = 0.0) -> None:
        """Keep the process for the next one who has this examined, or end it."""
        judge, self._judge = self._judge, None
        if judge is not None and self._owes:
            judge.end()
        elif judge is not None:
            STORE.put(self._key, judge)


class JudgesThere:
    """In place of `EarlyProcesses`: the containment of this machine, and judges that are there already."""

    @property
    def containment(self) -> Containment:
        """What the processes are in."""
        return choose(AUTO)

    def start(
        self, containment: Containment, program: SandboxProgram, lane: int, modules: Sequence[str] = ()
    ) -> SandboxedProcess | KeptJudge:
        """See `StartProcess`."""
        return KeptJudge(containment) if program == JUDGE else SandboxedProcess(containment, program, lane, modules)


@contextmanager
def kept_judges() -> Iterator[None]:
    """Have the batches of this block take judges that are there already."""
    token = under_way.set(JudgesThere())  # a batch asks it for `start` alone
    try:
        yield
    finally:
        under_way.reset(token)
