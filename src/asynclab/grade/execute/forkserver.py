"""The parent's hold of warm processes: starts one inside the sandbox, and has it fork a child for a pass, or another
warm process that has run a chapter's opening.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from asynclab.grade.execute.opening import Opening
from asynclab.grade.execute.pass_result import ENDING, MOST, Beginning
from asynclab.grade.ipc import AHEAD, Closed, Frame, Garbled, MessageType, Wire
from asynclab.grade.job import Job
from asynclab.grade.sandbox import Containment
from asynclab.grade.sandbox.process import FORK_SERVER, SandboxedProcess, StartProcess
from asynclab.observe.codec import DecodeError

from .tell import Telling

_START = 120.0  # real seconds to import everything in, on a busy machine
_BEGIN = 30.0  # ... to fork and confine a child
_OPEN = 5.0  # ... for a cell of an opening, beyond the limit of a cell
_END = 30.0  # ... to end one and all it started
_WORDS = 200  # bytes of one thing that a student's process is said to reach for
_STRANGE = re.compile(r"[^\w .]", re.ASCII)  # it comes from their process: no markup and no control character
_PART = 1.0  # ... for the rest of what it has begun to say
_ALL_FRAMES = 16  # a pass may send so many times the largest frame
_FAREWELL = 2.0  # ... that it has to end its child and itself


class SandboxDied(Exception):
    """The warm process or its sandbox failed: nothing a notebook should be blamed for, as far as we can tell."""


class CannotOpen(Exception):
    """A chapter's opening cannot be run once for everybody. ended: whether its process is known to have ended."""

    def __init__(self, why: str, *, ended: bool = True) -> None:
        super().__init__(why)
        self.ended = ended


class Child:
    """A forked child, confined, in which a student's cells are about to run. reached: what it has told of lines of the
    student's that reach for what no answer needs."""

    def __init__(self, wire: Wire, control: Wire, telling: Telling) -> None:
        self._wire = wire
        self._control = control
        self._telling = telling
        self.reached: list[str] = []

    def say(self, frame: Frame, deadline: float) -> None:
        """Tell it what to do. Raises `Closed`, `TimeoutError`."""
        self._wire.send(frame, deadline)

    def hear(self, deadline: float) -> Frame:
        """Return what the child answers next. Raises `Closed`, `Garbled`, `TimeoutError`."""
        while (frame := self._wire.receive(deadline)).what is MessageType.REACHED:
            self._keep(frame)
        return frame

    def witnessed(self) -> str:
        """Return what runs have told on the way since this was last asked, in short."""
        return self._telling.told()

    def waits(self) -> bool:
        """Return whether the child is there and waits for what to do next."""
        while not self._wire.quiet():
            try:
                frame = self._wire.receive(time.monotonic() + _PART)
            except (Closed, Garbled, TimeoutError):
                return False
            if frame.what is not MessageType.REACHED:
                return False
            self._keep(frame)
        return True

    def _keep(self, frame: Frame) -> None:
        if len(self.reached) < MOST:  # it comes from a student's process, which may say anything
            self.reached.append(_STRANGE.sub("?", frame.body[:_WORDS].decode("ascii", "replace")))

    def interrupt(self) -> None:
        """Send it SIGINT."""
        try:
            self._control.send(Frame(MessageType.INTERRUPT), time.monotonic() + _END)
        except (Closed, TimeoutError):
            raise SandboxDied("The warm process is gone.") from None


class ForkingProcess:
    """A process that forks children.

    `opening`: what it has run, and `shown`: what that has shown, as JSON, by execution count. `passes`: how many
    children it has forked; `cpu`: what they used, in processor seconds; `how`: the exit code of the last of them, or
    minus the signal that ended it; `dead`: whether it failed, and has to be replaced.
    """

    def __init__(self, process: SandboxedProcess, control: Wire, opening: Opening | None = None) -> None:
        self.opening = opening
        self.shown: Mapping[int, str] = {}
        self.passes = 0
        self.cpu = 0.0
        self.how = 0
        self.dead = False
        self._process = process
        self._control = control

    @contextmanager
    def forked(self, job: Job) -> Iterator[Child]:
        """Hold a child for one pass for as long as the block lasts. At the end of the block it is killed, with
        everything it started.

        Raises `SandboxDied` if there is no child; whatever is raised inside the block is passed on. A warm process that
        dies later is `dead`: what happened inside the block counts.
        """
        ours, theirs = socket.socketpair()
        telling = Telling()
        wire = Wire(ours, job.limits.frame, in_all=job.limits.frame * _ALL_FRAMES, ahead=AHEAD)
        try:
            with theirs:
                self._begin(Beginning(job.limits, job.companions), theirs, telling)
            self._confined(wire)
            yield Child(wire, self._control, telling)
        except SandboxDied:
            self.dead = True
            raise
        finally:
            wire.close()
            telling.close()
            self._end()

    def _begin(self, beginning: Beginning, theirs: socket.socket, telling: Telling) -> None:
        self.passes += 1
        try:
            self._control.send_with(Frame.pickled(MessageType.BEGIN, beginning), theirs.fileno())
            self._control.send_with(Frame(MessageType.BEGIN), telling.theirs)
            telling.passed_on()
        except Closed:
            raise self._died("The warm process is gone.") from None

    def _confined(self, wire: Wire) -> None:
        """Wait for the child's first word, which it says before any code of a student's runs."""
        try:
            frame = wire.receive(time.monotonic() + _BEGIN)
        except Closed:  # if the warm process ended as well, it has told why
            raise self._died("The child did not start.") from None
        except (TimeoutError, Garbled) as error:
            raise SandboxDied(f"The child did not start ({type(error).__name__}).") from None
        if frame.what is not MessageType.CONFINED:
            raise SandboxDied(f"The child could not be confined: {frame.text}")

    def _died(self, seen: str) -> SandboxDied:
        """What was seen of its end, with what the warm process wrote last: that is why, if it ended by itself."""
        return SandboxDied(f"{seen} The warm process's last words: {self._process.last_words() or 'none'}")

    def _end(self) -> None:
        try:
            self._control.send(Frame(MessageType.END), time.monotonic() + _END)
            ending = ENDING.from_json(self._expect(MessageType.ENDED, _END).text)
            self.cpu += ending.cpu
            self.how = ending.how
        except (Closed, TimeoutError, SandboxDied, DecodeError, Garbled):
            self.dead = True

    def _expect(self, what: MessageType, seconds: float) -> Frame:
        try:
            frame = self._control.receive(time.monotonic() + seconds)
        except TimeoutError:
            raise SandboxDied(f"The warm process did not answer within {seconds:g} s.") from None
        except Closed:
            raise self._died("The warm process ended.") from None
        except Garbled as garbled:
            raise SandboxDied(f"The warm process cannot be understood: {garbled}.") from None
        if frame.what is not what:
            raise SandboxDied(f"The warm process said {frame.what.name}, where {what.name} was due.")
        return frame


class OpenedServer(ForkingProcess):
    """A warm process that has run an opening."""

    def __init__(self, process: SandboxedProcess, control: Wire, opening: Opening) -> None:
        super().__init__(process, control, opening)
        try:
            self.shown = self._run(_OPEN + opening.limits.cell)
        except CannotOpen:
            self.close()
            raise

    def close(self) -> None:
        """Have it end, by itself."""
        self._control.close()

    def _run(self, seconds: float) -> dict[int, str]:
        """Wait until its cells have run, for so many real seconds each; what they show. Raises `CannotOpen`."""
        shown: dict[int, str] = {}
        try:
            while (frame := self._control.receive(time.monotonic() + seconds)).what is MessageType.SHOWN:
                shown[frame.number] = frame.text
        except TimeoutError:
            raise CannotOpen("its cells take too long", ended=False) from None
        except (Closed, Garbled) as problem:
            raise CannotOpen(f"its process broke ({type(problem).__name__})", ended=False) from None
        if frame.what is not MessageType.READY:
            raise CannotOpen(f"its cells leave {frame.text}")
        return shown


class ForkServer(ForkingProcess):
    """A warm process in a sandbox of its own. modules: what it imports."""

    def __init__(
        self, containment: Containment, modules: Sequence[str], lane: int, start: StartProcess = SandboxedProcess
    ) -> None:
        process = start(containment, FORK_SERVER, lane, modules)
        super().__init__(process, process.wire)
        try:
            self._expect(MessageType.READY, _START)
        except SandboxDied:
            self.close()
            raise

    @property
    def pid(self) -> int:
        """The number of its process on this machine."""
        return self._process.pid

    def close(self) -> None:
        """End the warm process and everything in its sandbox."""
        self._process.end(_FAREWELL)

    def opened(self, opening: Opening) -> OpenedServer:
        """Return a process that has run this opening: it ends when it is closed, when this one has a pass of its own,
        and with this one. Raises `CannotOpen`, `SandboxDied`.
        """
        ours, its = socket.socketpair()
        with its:
            try:
                self._control.send_with(Frame.pickled(MessageType.OPEN, opening), its.fileno())
            except Closed:
                ours.close()
                self.dead = True
                raise self._died("The warm process is gone.") from None
        return OpenedServer(self._process, Wire(ours, opening.limits.frame), opening)
