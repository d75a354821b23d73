"""The warm process, inside the sandbox: it has imported what notebooks need, and forks a child for each pass. Another,
forked from it, has run a chapter's `Opening` as well.

It holds no test, no database and no student's work but the files beside the notebook at hand.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import random
import resource
import select
import signal
import socket
import sys
import sysconfig
import threading
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import asynclab
from asynclab.grade import sandbox
from asynclab.grade.execute import tell
from asynclab.grade.execute.opening import Opening, left_behind, surroundings
from asynclab.grade.execute.pass_result import ENDING, Beginning, ChildEnding
from asynclab.grade.execute.sandboxed import integrity, shell, warmup
from asynclab.grade.execute.sandboxed.child import serve
from asynclab.grade.execute.sandboxed.display import Outputs, Tidy
from asynclab.grade.execute.sandboxed.nested_loops import Unpatched
from asynclab.grade.ipc import LARGEST, Closed, Frame, MessageType, Wire
from asynclab.grade.job import Limits
from asynclab.grade.sandbox import scratch
from asynclab.grade.sandbox.process import entered
from asynclab.lab.patches import patching
from asynclab.observe import witness

_SEED = 1_970_01_01  # of `random` in a student's process: cells that do not care show the same each time
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve the parent until it goes away. Started as a `SandboxedProcess`, which is told what to import."""
    control, folder, modules = entered()
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as a kernel does
    server = ForkServerProcess(control, folder, modules)
    control.send(Frame(MessageType.READY))
    server.serve()


class ForkServerProcess:
    """Everything that a child needs, made once."""

    def __init__(self, control: Wire, folder: Path, modules: Iterable[str]) -> None:
        self._control = control
        self._folder = folder
        _load(modules)
        self._shell = shell.make(str(folder / ".ipython"))
        self._tidy = Tidy(_folders(folder))
        warmup.all_of_it(self._shell, self._tidy)
        self._tables = integrity.tables(self._shell)
        self._opened: shell.Cells | None = None
        self._forked_opening = False  # and it may be there still
        self._unpatched = Unpatched()
        gc.collect()
        gc.freeze()
        if threading.active_count() != 1:
            names = ", ".join(thread.name for thread in threading.enumerate())
            raise RuntimeError(f"A process with several threads cannot be forked safely, and these run: {names}.")

    def serve(self) -> None:
        """Make a child for each pass that the parent asks for."""
        while True:
            try:
                frame, fd = self._control.receive_with()
                if frame.what is MessageType.OPEN and fd is not None:
                    if os.fork() == 0:
                        self._open(frame.unpickled(Opening), fd)
                    os.close(fd)
                    self._forked_opening = True
                elif frame.what is MessageType.BEGIN and fd is not None:
                    _, telling = self._control.receive_with()
                    assert telling is not None
                    self._control.send(Frame.of(MessageType.ENDED, text=ENDING.to_json(self._pass(frame, fd, telling))))
            except Closed:
                return

    def _pass(self, frame: Frame, fd: int, telling: int) -> ChildEnding:
        beginning = frame.unpickled(Beginning)
        sandbox.empty(self._folder)
        scratch.fill(self._folder, beginning.companions)
        if self._forked_opening:  # what all its passes took is counted when it is reaped, and is none of this one's
            sandbox.sweep()
            self._forked_opening = False
        before = _cpu()
        child = os.fork()
        if child == 0:
            self._become(fd, telling, beginning.limits)
        os.close(fd)
        os.close(telling)
        try:
            status = self._watch(child)
        finally:
            sandbox.sweep()
        return ChildEnding(os.waitstatus_to_exitcode(status), round(_cpu() - before, 6))

    def _watch(self, child: int) -> int:
        """Pass on what the parent wants until the child and all it started have ended; its status."""
        handle, status = os.pidfd_open(child), None
        ready = select.poll()
        ready.register(handle, select.POLLIN)
        ready.register(self._control.socket, select.POLLIN)
        try:
            while True:
                for source, _ in ready.poll():
                    if source == handle:
                        ready.unregister(handle)
                        _, status = os.waitpid(child, 0)
                        sandbox.sweep()  # else a process it left behind would keep the parent waiting for its end
                    elif self._control.receive().what is MessageType.INTERRUPT and status is None:
                        os.kill(child, signal.SIGINT)
                    elif status is not None:
                        return status
                    else:
                        os.kill(child, signal.SIGKILL)
                        return os.waitpid(child, 0)[1]
        except Closed:
            os.kill(child, signal.SIGKILL)
            raise
        finally:
            os.close(handle)

    # -- in the warm process that is forked ------------------------------------------------------

    def _open(self, opening: Opening, fd: int) -> NoReturn:
        """Run an opening, and serve whoever is at the other end of this line. Nothing of a student's is here."""
        try:
            self._forked_opening = False
            self._control.close()
            self._control = Wire(socket.socket(fileno=fd), LARGEST)
            sandbox.adopt()
            left = self._left_by(opening)
            if left:
                self._control.send(Frame.of(MessageType.FAILED, text=left))
            else:
                gc.collect()
                gc.freeze()
                self._control.send(Frame(MessageType.READY))
                self.serve()
        finally:
            os._exit(0)

    def _left_by(self, opening: Opening) -> str:
        """Run an opening and tell what each of its cells shows. What it leaves that cannot be passed on, or ""."""
        sandbox.empty(self._folder)
        scratch.fill(self._folder, opening.companions)
        _without_input()
        cells = self._opened = self._cells(opening.limits)
        before = surroundings(sandbox.written_to())
        for number, source, gives in opening.cells:
            cells.run(number, source, gives)
            for shown, outputs in cells.outputs.changed().items():
                self._control.send(Frame.of(MessageType.SHOWN, shown, outputs))
        if not cells.rest():
            return "something that goes on in the event loop"
        return left_behind(before, surroundings(sandbox.written_to()))

    # -- in the child ----------------------------------------------------------------------------

    def _become(self, fd: int, telling: int, limits: Limits) -> NoReturn:
        """Never returns: nothing that a student left behind may keep this process alive."""
        end = socket.socket(fileno=fd)
        try:
            self._confine(end, telling, limits)
            witness.listen(tell.into(telling))
            if self._opened is None:
                cells = self._cells(limits)
            else:
                cells = self._opened
                cells.wake()
            serve(end, cells, self._unpatched, self._tables, limits)
        finally:
            os._exit(0)

    def _cells(self, limits: Limits) -> shell.Cells:
        """What runs cells, in a process that has run none."""
        os.chdir(self._folder)
        sys.path.append("")  # files beside the notebook can be imported, and stand in for nothing
        random.seed(_SEED)
        return shell.Cells(self._shell, Outputs(self._tidy, limits.output), limits.cell)

    def _confine(self, end: socket.socket, telling: int, limits: Limits) -> None:
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)  # else what it starts could not be ended with it
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            _without_input()
            first, last = sorted((end.fileno(), telling))
            os.closerange(3, first)
            os.closerange(first + 1, last)
            os.closerange(last + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
            sandbox.confine(self._folder, limits)
        except BaseException as error:
            Wire(end, LARGEST).send(Frame.of(MessageType.FAILED, text=f"{type(error).__name__}: {error}"))
            raise


def _without_input() -> None:
    """Nobody answers on standard input."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _load(modules: Iterable[str]) -> None:
    """Import what notebooks will, so that children need not. What cannot be imported is the cell's own trouble."""
    for module in (*(patch.module for patch in patching.PATCHES), *modules):
        try:
            _complete(importlib.import_module(module))
        except Exception as error:
            print(f"{module} was not loaded: {type(error).__name__}: {error}", file=sys.stderr)
    patching.install()  # before a student's code binds what they replace


def _complete(module: ModuleType) -> None:
    """Have a package that loads its parts on demand load them all."""
    if hasattr(module, "__getattr__"):
        for name in getattr(module, "__all__", ()):
            getattr(module, name, None)


def _folders(folder: Path) -> dict[str, str]:
    """Folders of this machine, and what a student sees of them."""
    paths = sysconfig.get_paths()
    named = {paths[key] + os.sep: "" for key in ("stdlib", "platstdlib", "purelib", "platlib")}
    named[os.path.dirname(os.path.dirname(os.path.abspath(asynclab.__file__))) + os.sep] = ""
    named |= {os.path.realpath(path) + os.sep: "" for path in named}
    return named | {f"{folder}{os.sep}": "", str(folder): "."}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
