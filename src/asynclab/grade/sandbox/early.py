"""Processes in the sandbox that are started before anybody knows what for: what they import takes longest of all."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from contextvars import ContextVar
from threading import Lock
from typing import Self

from asynclab.grade.errors import CannotContain
from asynclab.grade.sandbox.detect import Containment, choose
from asynclab.grade.sandbox.process import SandboxedProcess, SandboxProgram, StartProcess
from asynclab.grade.sandbox.uid_lease import own_number


class EarlyProcesses:
    """Open with `with`: a thread tries the containment, and starts the processes in it. At the end those go that nobody
    has taken.

    preference: see `choose`. programs: of each one process. modules: what they import.
    """

    def __init__(self, preference: str, programs: Sequence[SandboxProgram], modules: Sequence[str] = ()) -> None:
        self._preference = preference
        self._programs = programs
        self._modules = tuple(modules)
        self._there: dict[SandboxProgram, SandboxedProcess] = {}
        self._lock = Lock()
        self._numbers = ExitStack()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="asynclab early")
        self._chosen: Future[Containment]

    def __enter__(self) -> Self:
        self._chosen = self._thread.submit(self._begin)
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.shutdown()
        for process in self._there.values():
            process.end()
        self._numbers.close()

    @property
    def containment(self) -> Containment:
        """What the processes are in. Waits for it. Raises what `choose` raises."""
        return self._chosen.result()

    def start(
        self, containment: Containment, program: SandboxProgram, lane: int, modules: Sequence[str] = ()
    ) -> SandboxedProcess:
        """Hand out the process of a program, once, and start one where there is none that imports these modules
        (`StartProcess`). One that was started early has a lane of its own, until the end of the block."""
        early = None
        with self._lock, suppress(CannotContain):
            if self.containment == containment and set(modules) <= set(self._modules):
                early = self._there.pop(program, None)
        return early or SandboxedProcess(containment, program, lane, modules)

    def _begin(self) -> Containment:
        containment = choose(self._preference)
        for program in self._programs:
            with suppress(OSError):  # whoever needs it starts it again, and is told
                number = self._numbers.enter_context(own_number())
                self._there[program] = SandboxedProcess(containment, program, number, self._modules)
        return containment


# Of the command that this process is, which nbgrader knows nothing of: it makes the converter that takes them.
under_way: ContextVar[EarlyProcesses] = ContextVar("under_way")


def starter() -> StartProcess:
    """Return what starts processes: of those that are under way, else anew."""
    early = under_way.get(None)
    return early.start if early else SandboxedProcess
